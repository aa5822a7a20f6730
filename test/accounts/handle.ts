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

t.test('an international domain is one in each of its spellings, and is shown readable', async t => {
  const spellings: [string, string, string[]][] = [
    [
      '@me@münchen.social',
      '@me@xn--mnchen-3ya.social',
      [
        '@me@MÜNCHEN.social',
        'me@mu\u0308nchen.social',
        '@me@xn--mnchen-3ya.social',
        '@me@XN--MNCHEN-3YA.Social.',
      ],
    ],
    [
      '@me@例子.中国',
      '@me@xn--fsqu00a.xn--fiqs8s',
      ['@me@例子。中国', '＠me＠例子．中国', '@me@xn--fsqu00a.中国'],
    ],
    ['@me@مثال.إختبار', '@me@xn--mgbh0fb.xn--kgbechtv', ['me@xn--mgbh0fb.xn--kgbechtv']],
    ['@faß.de', '@xn--fa-hia.de', ['FAß.de', '@xn--fa-hia.de']],
    ['@me@example.com', '@me@example.com', ['＠ｍe@ｅxample.com', '@me@example。com']],
  ]
  for (const [handle, key, others] of spellings) {
    for (const text of [handle, ...others]) t.match(parseHandle(text), { handle, key }, text)
  }
})

t.test('blanks around a handle and the dot of a full domain name are not part of it', async t => {
  t.match(parseHandle('\u200b @Me\u00a0'), { handle: '@Me', key: '@me' })
  t.match(parseHandle('jane.bsky.social.'), { handle: '@jane.bsky.social' })
  t.match(parseHandle('@me@Example.com.'), { handle: '@me@Example.com' })
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
    '@me@m%C3%BCnchen.social',
    '@me@xn--a.com',
    'xn--zzzz99999.com',
    // It would be shown as a.com.
    'xn--a-.com',
    '@me@xn--xn---epa.com',
    '@me@ex ämple.com',
    '@me@\u00ad.com',
    '@mé@example.com',
    '@me@①②.③',
    '@me@example..com',
    'https://x.com/me',
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

t.test('what is far too long is none, and is not looked at', async t => {
  for (const text of [
    'é.'.repeat(500_000),
    `a${'\u0301'.repeat(500_000)}`,
    'xn--'.repeat(250_000),
    ' '.repeat(1_000_000),
  ]) {
    t.equal(parseHandle(text), null)
  }
})
