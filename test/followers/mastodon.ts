import type { LookupFunction } from 'node:net'
import t from 'tap'
import { mastodonProvider } from '../../src/followers/mastodon.js'
import { impatience, network } from '../fixtures/network.js'

t.test('an account, one that is unknown, suspended, moved, and a server that wants credentials', async t => {
  const answers: Record<string, { status?: number; body: unknown }> = {
    me: { body: { username: 'me', acct: 'me', followers_count: 500 } },
    nobody: { status: 404, body: { error: 'Record not found' } },
    gone: { status: 410, body: '' },
    bad: { body: { username: 'bad', followers_count: 0, suspended: true } },
    old: { body: { username: 'old', followers_count: 3, moved: { acct: 'new@other.example' } } },
    shy: { status: 401, body: { error: 'This method requires an authenticated user' } },
    odd: { body: { followers_count: '3' } },
  }
  const found = await network(t, url => answers[url.searchParams.get('acct') ?? ''] ?? { status: 500 })
  const ask = mastodonProvider({ apiUrl: found.url }, impatience)
  const handles = [...Object.keys(answers), 'ill'].map(name => `@${name}@example.social`)
  t.match(Object.fromEntries(await ask(handles)), {
    '@me@example.social': { followers: 500 },
    '@nobody@example.social': { problem: 'not-found' },
    '@gone@example.social': { problem: 'not-found' },
    '@bad@example.social': { problem: 'suspended' },
    '@old@example.social': { problem: 'moved', detail: /new@other\.example/ },
    '@shy@example.social': { problem: 'refused' },
    '@odd@example.social': { problem: 'unreadable' },
    '@ill@example.social': { problem: 'unavailable' },
  })
  t.ok(found.asked.includes('/api/v1/accounts/lookup?acct=me'))
})

t.test('an international server is asked by its name in ASCII', async t => {
  const looked: string[] = []
  const lookup: LookupFunction = (host, _options, callback) => {
    looked.push(host)
    callback(new Error('not here'), '', 0)
  }
  await mastodonProvider({ apiUrl: null, lookup }, impatience)(['@me@münchen.social'])
  t.strictSame([...new Set(looked)], ['xn--mnchen-3ya.social'])
})

t.test("the account's own server is asked, and only where it is public", async t => {
  const looked: string[] = []
  const ask = mastodonProvider(
    {
      apiUrl: null,
      lookup: (host, _options, callback) => {
        looked.push(host)
        callback(new Error(`${host} has no public address`), '', 0)
      },
    },
    { ...impatience, attempts: 1 },
  )
  const answer = (await ask(['@me@internal.example'])).get('@me@internal.example')
  t.match(answer, { problem: 'unavailable', detail: /no public address/ })
  t.strictSame(looked, ['internal.example'])
})
