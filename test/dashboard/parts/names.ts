import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { tablerNames } from '../../../src/dashboard/icons/brands.js'
import {
  browserIcon,
  countryIcon,
  countryName,
  deviceIcon,
  deviceName,
  plainName,
  sourceIcon,
  sourceName,
  systemIcon,
} from '../../../src/dashboard/parts/names.js'
import { sources } from '../../../src/ingest/steps/sources.js'

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
  for (const iconOf of [sourceIcon, browserIcon, systemIcon])
    t.strictSame(['unknown', 'other'].map(iconOf), ['unknown', 'unknown'])
})

t.test('sources, browsers and systems have the icons of their makers, others a plain one', async t => {
  t.strictSame(['x', 'hacker-news', 'web-mail', 'x.example', 'constructor'].map(sourceIcon), [
    ...['brand-x', 'brand-ycombinator', 'mail', 'world', 'world'],
  ])
  t.strictSame(['Mobile Safari', 'Chrome WebView', 'X for iPhone', 'Samsung Internet'].map(browserIcon), [
    ...['brand-safari', 'brand-chrome', 'brand-x', 'browser'],
  ])
  t.strictSame(['iOS', 'Mac OS', 'Windows Phone', 'BeOS', '"><script>'].map(systemIcon), [
    ...['brand-apple', 'brand-apple', 'brand-windows', 'cpu', 'cpu'],
  ])
})

t.test('every known source has an icon, and every icon is in the file', async t => {
  const assets = readdirSync('dist/assets').filter(name => /^icons-\w+\.svg$/.test(name))
  t.equal(assets.length, 1)
  const sprite = readFileSync(`dist/assets/${assets[0]}`, 'utf8')
  for (const name of tablerNames) t.ok(sprite.includes(`<symbol id="${name}"`), name)
  const plain = Object.keys(sources).filter(source => sourceIcon(source) === 'world')
  t.strictSame(plain, ['lobsters', 'quora', 'substack'])
})
