import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import t from 'tap'
import { buildApp } from '../../src/app.js'
import { createKey } from '../../src/auth/keys.js'
import { connect } from '../../src/db/connect.js'
import { links } from '../../src/db/schema.js'
import { testApp } from '../fixtures/app.js'

const { app, ctx, api, way } = await testApp(t, { env: { API_REQUESTS_PER_MINUTE: '100000' } })
const { db } = ctx
const own = connect(way.url, { max: 4, name: 'test other node' })
const other = await buildApp({ ...ctx, db: own, reservedSlugs: new Set() })
t.teardown(async () => {
  await other.close()
  await own.$client.end({ timeout: 1 })
})

const url = 'https://example.com/article'
const withKey = (key: string) => ({ headers: { 'idempotency-key': key } })
const post = (key: string, body: object, path = '/links') => api('POST', path, body, withKey(key))
const replayed = 'idempotent-replayed'

t.test('fifty at once with one key, at two nodes, make one link, and all hear of it', async t => {
  const { key } = await createKey(db, { name: 'many', role: 'member' })
  const send = (n: number) =>
    (n % 2 === 0 ? app : other).inject({
      method: 'POST',
      url: '/api/v1/links',
      payload: { url, title: 'Once' },
      headers: { authorization: `Bearer ${key}`, 'idempotency-key': '"one"' },
    })
  const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => send(n)))
  t.same([...new Set(answers.map(({ statusCode }) => statusCode))], [201])
  t.equal(new Set(answers.map(({ body }) => body)).size, 1)
  t.equal(new Set(answers.map(({ headers }) => headers.location)).size, 1)
  t.equal(answers.filter(({ headers }) => headers[replayed] === undefined).length, 1, 'one was carried out')
  t.equal((await db.select().from(links)).length, 1)
})

t.test('a key stands for one request of one API key', async t => {
  const [first, again] = [await post('a', { url }), await post('"a"', { url })]
  t.match([first, again], [{ statusCode: 201 }, { statusCode: 201, headers: { [replayed]: 'true' } }])
  t.equal(again.body, first.body, 'with quotes or without')
  t.equal(again.headers.location, first.headers.location)
  const wrong = [await post('a', { url, title: 'Other' }), await post('a', { handle: '@me' }, '/accounts')]
  for (const answer of wrong) t.match(answer.json(), { status: 422, code: 'other-request' })
  const { key } = await createKey(db, { name: 'else', role: 'member' })
  const headers = { authorization: `Bearer ${key}`, 'idempotency-key': 'a' }
  const others = await api('POST', '/links', { url }, { headers })
  t.not(others.json().slug, first.json().slug)
  for (const key of ['', 'ü', 'x'.repeat(256)])
    t.match((await post(key, { url })).json(), { status: 400, errors: [{ field: 'Idempotency-Key' }] })
})

t.test(
  'what only reads or says the whole anyway ignores it, and without an API key nothing is begun',
  async t => {
    const { slug } = (await post('b', { url })).json()
    t.equal((await api('GET', `/links/${slug}`, undefined, withKey('b'))).statusCode, 200)
    t.equal((await api('DELETE', `/links/${slug}`, undefined, withKey('b'))).statusCode, 204)
    const stranger = { headers: { authorization: 'Bearer wrong', 'idempotency-key': 'b' } }
    t.equal((await api('POST', '/links', { url }, stranger)).statusCode, 401)
  },
)

t.test('a change, an upload and an error are answered again as well', async t => {
  const { slug } = (await post('c', { url, slug: 'taken' })).json()
  const change = () => api('PATCH', `/links/${slug}`, { title: 'New' }, withKey('d'))
  t.match([await change(), await change()], [{ statusCode: 200 }, { headers: { [replayed]: 'true' } }])
  const file = (text: string) =>
    api('POST', '/followers/import', text, {
      headers: { 'idempotency-key': 'e', 'content-type': 'text/csv' },
    })
  t.equal((await file('@me,2026-01-01,5')).statusCode, 200)
  t.equal((await file('@me,2026-01-01,5')).headers[replayed], 'true')
  t.equal((await file('@me,2026-01-01,6')).statusCode, 422)
  t.equal((await post('f', { url, slug })).statusCode, 409)
  await api('DELETE', `/links/${slug}`)
  t.match(await post('f', { url, slug }), { statusCode: 409, headers: { [replayed]: 'true' } })
})

t.test('what was refused as invalid, or failed here, is carried out when it comes again', async t => {
  t.equal((await post('g', { url: 'nowhere' })).statusCode, 400)
  t.match(await post('g', { url }), { statusCode: 201, headers: { [replayed]: undefined } })
  const counted = () => post('h', { followers: 5 }, '/accounts/@me/followers')
  await db.execute(sql`alter table follower_counts rename to elsewhere`)
  t.equal((await counted()).statusCode, 500)
  await db.execute(sql`alter table elsewhere rename to follower_counts`)
  t.match(await counted(), { statusCode: 201, headers: { [replayed]: undefined } })
})

t.test('a key that a dead node had begun is free after a while', async t => {
  const name = randomUUID()
  const first = await post(name, { url })
  await db.execute(sql`update sent_forms set result = null, sent_at = now() - interval '91 seconds'`)
  const again = await post(name, { url })
  t.match(again, { statusCode: 201, headers: { [replayed]: undefined } })
  t.not(again.json().slug, first.json().slug)
})

t.test('a new API key is told again to its maker, and is nowhere in the database', async t => {
  const make = () => post('i', { name: 'blog' }, '/keys')
  const [{ key }, again] = [(await make()).json(), (await make()).json()]
  t.equal(again.key, key)
  const rows = await db.execute<{ row: string }>(sql`select row_to_json(s)::text as row from sent_forms s`)
  t.notMatch(rows.map(({ row }) => row).join(), key)
})
