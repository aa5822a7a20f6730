// Changes that meet: each is carried out or refused by its name, and what is stored is what the
// answers say.
import { sql } from 'drizzle-orm'
import type { LightMyRequestResponse } from 'fastify'
import t, { type Test } from 'tap'
import { testApp } from '../fixtures/app.js'
import { eventually } from '../fixtures/client.js'

const generous = { API_REQUESTS_PER_MINUTE: '1000000' }

async function setUp(t: Test) {
  const test = await testApp(t, { env: generous })
  const { db } = test.ctx
  /**
   * Carries out `meanwhile` in a transaction, and commits it when `call` waits for that, or is
   * over.
   */
  async function meeting(meanwhile: ReturnType<typeof sql>, call: () => Promise<LightMyRequestResponse>) {
    let answer: Promise<LightMyRequestResponse> | undefined
    await db.transaction(async tx => {
      await tx.execute(meanwhile)
      let over = false
      answer = call().finally(() => {
        over = true
      })
      await eventually(
        async () => over || (await waiting()) > 0,
        done => done,
      )
    })
    if (answer === undefined) throw new Error('Nothing was called.')
    return answer
  }
  const waiting = async () => {
    const rows = await db.execute<{ n: number }>(sql`
      select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
    return rows[0]?.n ?? 0
  }
  return { ...test, meeting }
}

t.test('a name that another change takes at the same moment is refused as taken', async t => {
  const { api, meeting } = await setUp(t)
  const me = { handle: '@me' }
  await api('POST', '/accounts', me)
  await api('POST', '/lists', { name: 'friends' })
  const account = (handle: string) =>
    sql`insert into accounts (handle, handle_key, network) values (${handle}, ${handle}, 'x')`
  const list = (name: string) => sql`insert into lists (name, name_key) values (${name}, ${name})`
  const cases = [
    ['PATCH', '/accounts/@me', { handle: '@one' }, account('@one'), 'account-exists'],
    ['POST', '/accounts', { handle: '@two' }, account('@two'), 'account-exists'],
    ['PATCH', '/lists/friends', { name: 'one' }, list('one'), 'list-exists'],
    ['POST', '/lists', { name: 'two' }, list('two'), 'list-exists'],
    [
      'POST',
      '/links',
      { url: 'https://example.com/', slug: 'launch' },
      sql`insert into links (slug, url, visitor_salt, visitor_salt_ends_at) values ('launch', 'https://example.com/', '', now())`,
      'slug-taken',
    ],
  ] as const
  for (const [method, path, body, meanwhile, code] of cases) {
    const answer = await meeting(meanwhile, () => api(method, path, body))
    t.match(answer.json(), { status: 409, code }, `${method} ${path}`)
  }
  t.equal((await api('GET', '/accounts/@me')).statusCode, 200, 'and nothing was changed')
  t.equal((await api('GET', '/lists/friends')).statusCode, 200)
})

t.test('what is deleted at the same moment is not found', async t => {
  const { api, meeting } = await setUp(t)
  const gone = async (method: string, path: string, body: object | undefined, code: string) => {
    await api('POST', '/accounts', { handle: '@me', followers: 1 })
    await api('POST', '/lists', { name: 'friends', accounts: ['@you'] })
    const all = sql`with a as (delete from accounts where handle = '@me') delete from lists where name = 'friends'`
    t.match(
      (await meeting(all, () => api(method, path, body))).json(),
      { status: 404, code },
      `${method} ${path}`,
    )
  }
  await gone('PATCH', '/accounts/@me', { name: 'Me' }, 'account-not-found')
  await gone('PATCH', '/accounts/@me', { handle: '@other' }, 'account-not-found')
  await gone('DELETE', '/accounts/@me', undefined, 'account-not-found')
  await gone('POST', '/accounts/@me/followers', { followers: 5 }, 'account-not-found')
  await gone('PATCH', '/lists/friends', { name: 'foes' }, 'list-not-found')
  await gone('PATCH', '/lists/friends', { accounts: ['@me'] }, 'list-not-found')
  await gone('DELETE', '/lists/friends', undefined, 'list-not-found')
  await gone('PUT', '/lists/friends/accounts/@me', undefined, 'list-not-found')
})

t.test('an account that is deleted at the same moment is made again where unknown ones are made', async t => {
  const { api, meeting } = await setUp(t)
  await api('POST', '/lists', { name: 'friends' })
  const cases = [
    ['POST', '/links', { url: 'https://example.com/', account: '@me' }],
    ['PUT', '/lists/friends/accounts/@me', undefined],
    ['POST', '/destinations', { url: 'https://example.com/', accounts: ['@me'] }],
  ] as const
  for (const [method, path, body] of cases) {
    await api('POST', '/accounts', { handle: '@me' })
    const deleted = sql`delete from accounts where handle = '@me'`
    const answer = await meeting(deleted, () => api(method, path, body))
    t.ok(answer.statusCode < 300, `${method} ${path} ${answer.body}`)
    t.equal((await api('GET', '/accounts/@me')).statusCode, 200, path)
    t.match(answer.body, '@me')
  }
})

t.test('two renames of one account keep every handle that it had', async t => {
  const { api, meeting } = await setUp(t)
  await api('POST', '/accounts', { handle: '@me' })
  const first = sql`with former as (
    insert into former_handles (handle_key, account_id) select '@me', id from accounts where handle = '@me'
  ) update accounts set handle = '@first', handle_key = '@first' where handle = '@me'`
  t.equal((await meeting(first, () => api('PATCH', '/accounts/@me', { handle: '@second' }))).statusCode, 200)
  for (const handle of ['@me', '@first', '@second'])
    t.match((await api('GET', `/accounts/${handle}`)).json(), { handle: '@second' }, handle)
})

t.test('a storm of changes leaves no error without a name and nothing half done', async t => {
  const { api } = await setUp(t)
  const handles = ['@a', '@b', '@c']
  for (const handle of handles) await api('POST', '/accounts', { handle })
  await api('POST', '/lists', { name: 'friends', accounts: handles })
  await api('POST', '/links', { url: 'https://example.com/', slug: 'launch', account: '@a' })
  await api('POST', '/links', { url: 'https://example.com/', slug: 'lunch', account: '@a' })
  const at = '2026-01-01T00:00:00Z'
  const tweet = { url: 'https://x.com/a/status/1529877576591609861' }
  const calls: [string, string, object | undefined][] = handles.flatMap((handle, n) => [
    ['PATCH', `/accounts/${handle}`, { handle: handles[(n + 1) % 3] }],
    ['PATCH', `/accounts/${handle}`, { handle: '@new' }],
    ['POST', '/accounts', { handle }],
    ['POST', `/accounts/${handle}/followers`, { followers: n, countedAt: at }],
    ['DELETE', `/accounts/${handle}/followers/${at}`, undefined],
    ['DELETE', `/accounts/${handle}`, undefined],
    ['PUT', `/lists/friends/accounts/${handle}`, undefined],
    ['DELETE', `/lists/friends/accounts/${handle}`, undefined],
    ['PATCH', '/lists/friends', { accounts: [handle], name: 'foes' }],
    ['PATCH', '/lists/foes', { accounts: handles, name: 'friends' }],
    ['POST', '/lists', { name: 'friends', accounts: handles.toReversed() }],
    ['DELETE', '/lists/friends', undefined],
    ['POST', '/links', { url: 'https://example.com/', account: handle, findExisting: true }],
    ['PATCH', '/links/launch', { account: handle }],
    ['PUT', '/links/launch/tweet', tweet],
    ['PUT', '/links/lunch/tweet', tweet],
    ['POST', '/links/bulk', { links: handles.map(account => ({ url: 'https://example.com/', account })) }],
    ['POST', '/destinations', { url: 'https://example.com/', accounts: handles.toReversed() }],
  ])
  for (let round = 0; round < 3; round++) {
    const answers = await Promise.all(
      calls.map(async ([method, path, body]) => ({
        name: `${method} ${path}`,
        answer: await api(method, path, body),
      })),
    )
    for (const { name, answer } of answers)
      t.ok(answer.statusCode < 300 || [404, 409].includes(answer.statusCode), `${name} ${answer.body}`)
  }
  for (const path of ['/accounts', '/lists', '/links']) t.equal((await api('GET', path)).statusCode, 200)
})
