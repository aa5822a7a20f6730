import t from 'tap'
import { typedAddress } from '../../src/typed/address.js'

t.test('an address without its scheme gets one', async t => {
  for (const typed of [
    'example.com',
    'example.com./x',
    'sub.example.co.uk:8080/a?b#c',
    'example.com?q=1',
    'example.com#top',
    'my_host.example.com',
    'münchen.de/x',
    'mu\u0308nchen.de',
    '例子.com/產品',
    '例子。中国',
    'пример.рф:8080',
    'مثال.إختبار/x',
    'i❤.ws',
    'xn--mnchen-3ya.de',
    '192.0.2.1/x',
    '[2001:db8::1]:8080/x',
    'mastodon.social/@me',
    'localhost:4370/first',
    'my-machine:80',
    'intranet:8080?q=1',
  ])
    t.equal(typedAddress(typed), `https://${typed}`)
  t.equal(typedAddress('\u200b example.com\u00a0\n'), 'https://example.com')
  t.equal(typedAddress('//example.com/x'), 'https://example.com/x')
})

t.test('all else stays as it is', async t => {
  for (const same of [
    'https://example.com',
    'HTTP://example.com',
    'ftp://example.com',
    'javascript:alert(1)',
    'mailto:me@example.com',
    'me@example.com',
    'me:secret@example.com',
    'nothing',
    'two words.com',
    '/path',
    'tel:110',
    'JavaScript:1',
    'localhost:123456',
    '10:30',
    'note:a',
    '1.5',
    '2130706433',
    '1.2.3',
    '.com',
    'a..b',
    'example.com:port',
    '',
  ])
    t.equal(typedAddress(same), same)
})
