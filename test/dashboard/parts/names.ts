import t from 'tap'
import {
  countryIcon,
  countryName,
  deviceIcon,
  deviceName,
  plainName,
  sourceName,
} from '../../../src/dashboard/parts/names.js'

t.test('ids become names, and what is unknown says so', async t => {
  t.strictSame(['x', 'hacker-news', 'bluesky', 'blog.example.org', 'unknown', 'other'].map(sourceName), [
    ...['X', 'Hacker News', 'Bluesky', 'blog.example.org', 'Unknown (no referrer)', 'All others'],
  ])
  t.strictSame(['DE', 'ZZ', 'unknown', 'other'].map(countryName), [
    ...['Germany', 'Unknown Region', 'Unknown', 'All others'],
  ])
  t.strictSame(['mobile', 'desktop', 'tv', 'unknown'].map(deviceName), [
    'Phone',
    'Computer',
    'Television',
    'Unknown',
  ])
  t.equal(plainName('Mobile Safari'), 'Mobile Safari')
})

t.test('what has no icon of its own has the one of the unknown', async t => {
  t.equal(countryIcon('DE'), 'DE')
  t.equal(deviceIcon('tv'), 'tv')
  for (const odd of ['unknown', 'other', 'constructor', 'de', '"><script>', 'D\n'])
    t.strictSame([countryIcon(odd), deviceIcon(odd)], ['unknown', 'unknown'], odd)
})
