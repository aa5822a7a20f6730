import fc from 'fast-check'
import t from 'tap'
import { cleanReferrer } from '../../src/capture/referrer.js'

t.test('scheme, host and path stay; query, fragment and credentials go', async t => {
  t.equal(cleanReferrer('https://t.co/AbC123'), 'https://t.co/AbC123')
  t.equal(cleanReferrer('https://t.co'), 'https://t.co/')
  t.equal(cleanReferrer('https://mail.example/inbox?user=ann#3'), 'https://mail.example/inbox')
  t.equal(cleanReferrer('https://ann:secret@example.com:8443/a'), 'https://example.com:8443/a')
  t.equal(cleanReferrer('HTTP://EXAMPLE.com/Path'), 'http://example.com/Path')
  t.equal(cleanReferrer('android-app://com.twitter.android/'), 'android-app://com.twitter.android/')
  t.equal(cleanReferrer('android-app://com.google.android.gm'), 'android-app://com.google.android.gm')
  t.equal(cleanReferrer('https://例え.jp/道'), 'https://xn--r8jz45g.jp/%E9%81%93')
})

t.test('an address that is clean already comes out as it would be parsed', async () => {
  const host = fc
    .array(
      fc.oneof(fc.stringMatching(/^[a-z0-9-]{1,4}$/), fc.constantFrom('xn--', 'xn--a', 'www', '1', 'a_b')),
    )
    .map(labels => labels.join('.'))
  const path = fc.stringMatching(/^[\w~./%?# -]{0,6}$/)
  const address = fc.tuple(
    fc.constantFrom('http', 'https', 'ftp'),
    host,
    fc.constantFrom('', '/', ':443/'),
    path,
  )
  fc.assert(
    fc.property(address, ([scheme, name, end, rest]) => {
      const text = `://${name}${end}${rest}`
      // The same address, but never taken for clean.
      return cleanReferrer(scheme + text) === cleanReferrer(scheme.toUpperCase() + text)
    }),
    { numRuns: 2_000 },
  )
})

t.test('anything but the address of a page is no referrer', async t => {
  const rubbish = [
    '',
    ' ',
    'about:blank',
    'javascript:alert(1)',
    'data:text/html,x',
    'example.com',
    '/path',
    'https://',
  ]
  for (const text of [
    ...rubbish,
    'file:///etc/passwd',
    'chrome-extension://abc/x',
    'android-app:x',
    'android-app:///x',
    'x:https://example.com/a',
  ]) {
    t.equal(cleanReferrer(text), null, text)
  }
  t.equal(cleanReferrer(undefined), null)
})

t.test('no control character gets through', async t => {
  for (let code = 0; code < 0x20; code++) {
    const cleaned = cleanReferrer(`https://example.com/a${String.fromCharCode(code)}b`)
    t.notMatch(cleaned ?? '', /\p{Cc}/u, `U+${code.toString(16)}`)
  }
  t.notMatch(cleanReferrer('android-app://com.x/a\0b') ?? '', /\p{Cc}/u)
  t.equal(cleanReferrer('https://exa\0mple.com/'), null)
})

t.test('at most 2,048 characters stay', async t => {
  const cleaned = cleanReferrer(`https://example.com/${'a'.repeat(10_000)}`)
  t.equal(cleaned?.length, 2_048)
  t.ok(cleaned?.startsWith('https://example.com/aaa'))
})
