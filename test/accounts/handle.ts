import t from 'tap'
import { type Handle, isSameAccount, parseHandle } from '../../src/accounts/handle.js'

t.test('the form of a handle names its network', async t => {
  const forms: [string, Handle | null][] = [
    ['@me', { handle: '@me', key: '@me', network: 'x' }],
    ['Me_2', { handle: '@Me_2', key: '@me_2', network: 'x' }],
    ['@abcdefghijklmno', { handle: '@abcdefghijklmno', key: '@abcdefghijklmno', network: 'x' }],
    ['@Me.bsky.social', { handle: '@Me.bsky.social', key: '@me.bsky.social', network: 'bluesky' }],
    ['example.com', { handle: '@example.com', key: '@example.com', network: 'bluesky' }],
    [
      '@me@Mastodon.social',
      { handle: '@me@Mastodon.social', key: '@me@mastodon.social', network: 'mastodon' },
    ],
    ['a.b-c@example.org', { handle: '@a.b-c@example.org', key: '@a.b-c@example.org', network: 'mastodon' }],
  ]
  for (const [text, handle] of forms) t.same(parseHandle(text), handle, text)
})

t.test('everything else is no handle', async t => {
  const others = [
    '',
    '@',
    '@@me',
    '@abcdefghijklmnop',
    'with space',
    'me-too',
    'mé',
    '.com',
    'example.',
    'a..b',
    '-a.com',
    'a-.com',
    'a.1',
    `${'a'.repeat(64)}.com`,
    `${'a.'.repeat(127)}com`,
    '@me@',
    '@me@localhost',
    '@me@host@host.com',
    '@.me@example.com',
    'me\n',
    'me\0',
    '@me@example.com:8080',
  ]
  for (const text of others) t.equal(parseHandle(text), null, JSON.stringify(text))
})

t.test('handles compare without case, and Mastodon servers with their subdomains', async t => {
  const same = (a: string, b: string) => {
    const [one, two] = [parseHandle(a), parseHandle(b)]
    return one !== null && two !== null && isSameAccount(one, two)
  }
  t.ok(same('@Me', 'mE'))
  t.ok(same('@me@example.com', '@Me@social.example.com'))
  t.ok(same('@me@social.example.com', '@me@example.com'))
  t.notOk(same('@me@example.com', '@you@social.example.com'))
  t.notOk(same('@me@example.com', '@me@notexample.com'))
  t.notOk(same('@me', '@you'))
  t.notOk(same('@me.example.com', '@me@example.com'))
})
