import t from 'tap'
import { withUtm } from '../../src/links/utm.js'

t.test('utm parameters replace their namesakes and leave the rest as it was written', async t => {
  const cases = [
    ['https://a.com/', { source: 'x' }, 'https://a.com/?utm_source=x'],
    [
      'https://a.com/?q=a%20b&flag&s=1+2#top',
      { medium: 'social' },
      'https://a.com/?q=a%20b&flag&s=1+2&utm_medium=social#top',
    ],
    [
      'https://a.com/?utm_source=old&b=1&utm_source=older',
      { source: 'new', term: 'a&b=c d' },
      'https://a.com/?b=1&utm_source=new&utm_term=a%26b%3Dc%20d',
    ],
    ['https://a.com/?utm_source=old', {}, 'https://a.com/?utm_source=old'],
  ] as const
  for (const [address, utm, expected] of cases) t.equal(withUtm(address, utm), expected)
})
