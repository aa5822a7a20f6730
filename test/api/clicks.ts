import t from 'tap'
import { testApp } from '../fixtures/app.js'
import { countRecords, randomRecords, seeded } from '../fixtures/hits.js'
import { storeLink } from '../fixtures/links.js'

const { api, ctx, app } = await testApp(t)
const link = await storeLink(ctx.db, 'mine')
await storeLink(ctx.db, 'idle')
const from = Date.parse('2026-05-01T00:00:00Z')
const records = randomRecords(seeded(7), { count: 120, linkIds: [link.id], from, to: from + 3_600_000 })
await countRecords(ctx.db, records)

t.test('pages by cursor through all hits', async t => {
  const ids = new Set<string>()
  let cursor: string | null = null
  let calls = 0
  do {
    const query: string = cursor === null ? '' : `&cursor=${cursor}`
    const page = (await api('GET', `/links/mine/clicks?limit=50${query}`)).json()
    for (const hit of page.data) ids.add(hit.id)
    cursor = page.nextCursor
    calls++
  } while (cursor !== null)
  t.equal(calls, 3)
  t.equal(ids.size, 120)
})

t.test('shows each with its reason and User-Agent', async t => {
  const { data } = (await api('GET', '/links/mine/clicks?kind=excluded&limit=500')).json()
  t.ok(data.length > 0)
  for (const hit of data) {
    t.match(hit, { kind: 'excluded', reason: /^[a-z-]+$/ })
    t.strictSame(Object.keys(hit), [
      ...[
        'id',
        'at',
        'kind',
        'reason',
        'source',
        'referrer',
        'country',
        'browser',
        'system',
        'device',
        'userAgent',
      ],
      ...['visitor', 'rulesVersion'],
    ])
  }
  const human = (await api('GET', '/links/mine/clicks?kind=human&limit=500')).json().data
  t.equal(human.length + data.length, 120)
})

t.test('an empty page is one', async t => {
  t.strictSame((await api('GET', '/links/idle/clicks')).json(), { data: [], nextCursor: null })
})

t.test('CSV comes by Accept and by its own address, with every hit', async t => {
  const byAccept = await api('GET', '/links/mine/clicks?limit=1', undefined, {
    headers: { accept: 'text/csv' },
  })
  const byAddress = await api('GET', '/links/mine/clicks.csv')
  t.equal(byAccept.body, byAddress.body)
  t.equal(byAddress.body.trimEnd().split('\r\n').length, 121)
  t.match(byAddress.headers, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="mine-all.csv"',
  })
  const excluded = await api('GET', '/links/mine/clicks.csv?kind=excluded')
  t.notMatch(excluded.body, /,human,/)
})

t.test('one who also takes JSON gets JSON', async t => {
  const headers = { accept: 'application/json, text/csv' }
  t.match((await api('GET', '/links/mine/clicks', undefined, { headers })).headers, {
    'content-type': /json/,
  })
})

t.test('Accept is read as it is meant', async t => {
  const typeFor = async (accept: string) => {
    const answer = await api('GET', '/links/mine/clicks', undefined, { headers: { accept } })
    return String(answer.headers['content-type']).split(';')[0]
  }
  for (const accept of [
    'text/csv;q=0',
    'text/csv; q=0.0, */*',
    'text/csv; charset=utf-8; Q=0',
    'text/csv;q=0.5, application/json',
    'text/csv;q=0.5, */*;q=0.8',
    'text/html, */*;q=0.8',
    'application/*, text/csv;q=0.9',
    'text/csvx',
    'text/html',
    '',
  ])
    t.equal(await typeFor(accept), 'application/json', accept)
  for (const accept of [
    'TEXT/CSV',
    'text/*',
    'text/csv; charset=utf-8',
    'Text/CSV;Charset="utf-8";header=present',
    'text/csv;charset=utf-8;q=0.9, application/json;q=0.8',
    'text/csv; title="a, b; q=0"',
    'text/*; charset=utf-8, application/json;q=0.5',
    'text/csv, */*',
    'application/json;q=0, */*',
    'application/json;q=0.1, text/csv;q=0.2',
    'application/problem+json, text/csv',
  ])
    t.equal(await typeFor(accept), 'text/csv', accept)
})

t.test('a cursor belongs to its list', async t => {
  const { nextCursor } = (await api('GET', '/links/mine/clicks?kind=human&limit=1')).json()
  for (const cursor of [
    nextCursor,
    'x',
    '',
    Buffer.from('["hits all",["2026-05-01",1]]').toString('base64url'),
  ]) {
    const answer = await api('GET', `/links/mine/clicks?kind=all&cursor=${cursor}`)
    t.match(answer.json(), { status: 400, errors: [{ field: 'cursor' }] })
  }
})

t.test('wrong kinds, limits, links and callers are refused', async t => {
  t.match((await api('GET', '/links/mine/clicks?kind=robots&limit=501')).json(), {
    status: 400,
    errors: [{ field: 'kind' }, { field: 'limit' }],
  })
  for (const path of ['/links/nobody/clicks', '/links/nobody/clicks.csv']) {
    t.match((await api('GET', path)).json(), { status: 404, code: 'link-not-found' })
  }
  t.equal((await app.inject('/api/v1/links/mine/clicks.csv')).statusCode, 401)
})
