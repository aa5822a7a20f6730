// Hits that were exported are counted elsewhere as they were counted here.
import { eq } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { links } from '../../src/db/schema.js'
import { exportNames } from '../../src/exports/all.js'
import { reclassify } from '../../src/ingest/reclassify.js'
import { rulesVersion } from '../../src/rollups/rules-version.js'
import { type TestApp, testApp } from '../fixtures/app.js'
import { countRecords, randomRecords, seeded } from '../fixtures/hits.js'
import { rollupDifferences } from '../fixtures/recount.js'

const now = () => new Date('2026-06-01T00:00:00Z')
const octets = { headers: { 'content-type': 'application/octet-stream' } }
const tweet = 'https://x.com/me/status/2054000000000000000'
const order = ['accounts', 'links', 'tweets', 'followers', 'clicks'] as const
const formats = ['csv', 'ndjson'] as const

const file = async (from: TestApp, path: string) => (await from.api('GET', `/exports/${path}`)).body
const bring = async (to: TestApp, body: string, query = '') =>
  (await to.api('POST', `/imports?${query}`, body, octets)).json()

/** A service with an imported link, a tweet, a draft, and 600 hits of few people. */
async function filled(t: Test): Promise<TestApp> {
  const app = await testApp(t, { now })
  const { api, ctx } = app
  await api('POST', '/accounts', { handle: '@me', name: 'Me', public: true, followers: 900 })
  await api('POST', '/accounts', { handle: '@you@example.social', name: '=You' })
  await api('POST', '/accounts/@me/followers', { followers: 800, countedAt: '2026-01-31T12:00:00Z' })
  await api(
    'POST',
    '/imports',
    'Bitlink,Long URL,Total Clicks\nbit.ly/old,https://example.com/old,42\n',
    octets,
  )
  await ctx.db.update(links).set({ importedAt: new Date('2026-05-10T00:00:00Z') })
  await api('POST', '/links', { url: 'https://example.com/a', slug: 'launch', account: '@me', public: true })
  await api('POST', '/links', { url: 'https://example.com/b', slug: 'draft', account: '@you@example.social' })
  await api('POST', '/links', { url: 'https://example.com/c', slug: 'quiet', account: '@me' })
  const made = { createdAt: new Date('2026-05-01T00:00:00Z') }
  await ctx.db.update(links).set(made).where(eq(links.slug, 'launch'))
  await api('PUT', '/links/launch/tweet', { url: tweet, impressions: 9_000, reportedClicks: 300 })
  const counted = await ctx.db.select().from(links)
  const linkIds = counted.filter(({ slug }) => slug !== 'quiet').map(({ id }) => id)
  const [from, to] = [Date.parse('2026-05-05'), Date.parse('2026-05-31')]
  await countRecords(ctx.db, randomRecords(seeded(3), { count: 600, linkIds, from, to }))
  return app
}

/** What the API tells of links, accounts and tweets, without what each service has of its own. */
async function told({ api }: TestApp): Promise<Record<string, unknown>> {
  const paths = [
    '/links?sort=clicks',
    '/accounts',
    '/accounts/@me/tweets',
    '/accounts/@you@example.social/tweets',
  ]
  for (const slug of ['old', 'launch', 'draft', 'quiet']) {
    const span = 'from=2026-05-01&to=2026-06-01'
    paths.push(`/links/${slug}`, `/links/${slug}/stats?${span}`, `/links/${slug}/influence`)
    paths.push(
      `/links/${slug}/clicks?limit=500`,
      `/links/${slug}/stats?${span}&unit=hour&timezone=Asia/Kolkata`,
    )
  }
  const answers = await Promise.all(paths.map(async path => [path, (await api('GET', path)).json()]))
  const own = ['updatedAt', 'nextCursor', 'text']
  return JSON.parse(
    JSON.stringify(Object.fromEntries(answers), (key, value) => (own.includes(key) ? null : value)),
  )
}

const one = await filled(t)
const toldOfOne = await told(one)

for (const format of formats) {
  t.test(`everything moves to an empty service as ${format}, and moves again without a change`, async t => {
    const other = await testApp(t, { now })
    const files = await Promise.all(order.map(what => file(one, `${what}?format=${format}`)))
    t.strictSame([...order].sort(), [...exportNames].sort(), 'nothing is exported that cannot come back')
    for (const [n, what] of order.entries()) {
      const preview = await bring(other, files[n] ?? '', 'dryRun=true')
      t.match(preview, { what, refused: null, errors: [] }, `${what} are recognized`)
      const report = await bring(other, files[n] ?? '')
      t.match(report, { what, errors: [], left: 0 })
      t.equal(report.made, preview.made, `${what}: the preview says what happens`)
    }
    t.strictSame(await told(other), toldOfOne)
    t.strictSame(await rollupDifferences(other.ctx.db), [])
    const before = await Promise.all(order.map(what => file(other, `${what}?format=${format}`)))
    const lines = (text = '') => text.split('\n').sort()
    t.strictSame(lines(before[4]), lines(files[4]), 'the hits are exported as they were')
    for (const [n, what] of order.entries()) {
      t.match(await bring(other, files[n] ?? ''), { made: 0, changed: 0, attached: 0, errors: [] }, what)
    }
    t.strictSame(await Promise.all(order.map(what => file(other, `${what}?format=${format}`))), before)
    t.strictSame(await rollupDifferences(other.ctx.db), [])
  })
}

t.test('later clicks of a link count on, and hits may come before tweets', async t => {
  const other = await testApp(t, { now: () => new Date('2026-06-02T00:00:00Z') })
  for (const what of ['links', 'clicks', 'tweets', 'followers', 'accounts']) {
    t.match(await bring(other, await file(one, what)), { errors: [] }, what)
  }
  t.match((await told(other))['/links/launch/stats?from=2026-05-01&to=2026-06-01'], {
    clicks: (toldOfOne['/links/launch/stats?from=2026-05-01&to=2026-06-01'] as { clicks: number }).clicks,
  })
  t.match((await other.api('GET', '/accounts/@me')).json(), { name: 'Me', public: true })
  const linkIds = (await other.ctx.db.select({ id: links.id }).from(links)).map(({ id }) => id)
  const [from, to] = [Date.parse('2026-05-01'), Date.parse('2026-06-02')]
  await countRecords(other.ctx.db, randomRecords(seeded(4), { count: 200, linkIds, from, to }))
  t.strictSame(await rollupDifferences(other.ctx.db), [])
})

t.test('parts of time come one after the other', async t => {
  const other = await testApp(t, { now })
  for (const what of ['accounts', 'links', 'tweets', 'followers']) await bring(other, await file(one, what))
  const influence = async () => (await other.api('GET', '/links/launch/influence')).json().influence
  t.equal(await influence(), null, 'nobody knows who clicked before the links came')
  await bring(other, await file(one, 'clicks?to=2026-05-15'))
  t.equal(await influence(), null, 'nor after the end of a file')
  await bring(other, await file(one, 'clicks?from=2026-05-14'))
  t.equal(await influence(), null, 'nor before its beginning')
  t.match(await bring(other, await file(one, 'clicks')), { made: 0, errors: [] })
  t.equal(await influence(), (await one.api('GET', '/links/launch/influence')).json().influence)
  t.strictSame(await told(other), toldOfOne)
})

t.test('hits of other links, of newer rules and of no sense are refused by name', async t => {
  const other = await testApp(t, { now })
  const hits = await file(one, 'clicks')
  t.match(await bring(other, hits), {
    ...{
      status: 400,
      code: 'invalid-import',
      detail: /^Nothing was imported: 600 of its hits cannot be stored/,
    },
    errors: [{ line: 2, slug: 'old', field: 'slug', message: 'is no link here: import the links first' }],
  })
  await other.api('POST', '/links', { url: 'https://example.com/mine', slug: 'launch' })
  t.match(await bring(other, hits, 'dryRun=true&skipInvalid=true'), { made: 0, errorTotal: 600 })
  const [header = '', first = '', ...rest] = (await file(one, 'clicks?format=ndjson')).split('\n')
  const whole = JSON.parse(header)
  const lines = (change: object) =>
    [JSON.stringify({ ...whole, ...change }), first, ...rest.slice(0, 3)].join('\n')
  for (const [change, field] of [
    [{ rulesVersion: rulesVersion + 1 }, 'rulesVersion'],
    [{ visitor: 'me' }, 'visitor'],
    [{ at: '2036-01-01T00:00:00Z' }, 'at'],
    [{ at: 'yesterday' }, 'at'],
    [{ kind: 'human', reason: 'bot' }, 'kind'],
    [{ country: 'Germany' }, 'country'],
    [{ id: 'x' }, 'id'],
    [{ linkCreatedAt: '' }, 'linkCreatedAt'],
    [{ linkCreatedAt: '2020-01-01T00:00:00Z' }, 'slug'],
    [{ userAgent: 'x'.repeat(2_000) }, 'userAgent'],
  ] as const) {
    t.match(await bring(one, lines(change)), { status: 400, errors: [{ line: 1, field }] }, field)
    t.match(await bring(one, lines(change), 'skipInvalid=true'), { alreadyThere: 4, made: 0, errorTotal: 1 })
  }
  const { linkCreatedAt, ...older } = whole
  t.match(await bring(one, JSON.stringify(older)), { status: 400, detail: /export all hits again/ })
  t.match(await bring(one, (await one.api('GET', '/links/old/clicks.csv')).body), {
    detail: /do not say of which link/,
  })
  t.strictSame(await rollupDifferences(one.ctx.db), [])
})

t.test('hits that older rules judged stay so, and can be judged again', async t => {
  const other = await testApp(t, { now })
  await bring(other, await file(one, 'links'))
  const older = (await file(one, 'clicks?format=ndjson')).replaceAll(
    `"rulesVersion":${rulesVersion}`,
    `"rulesVersion":${rulesVersion - 1}`,
  )
  await bring(other, older)
  t.strictSame(await rollupDifferences(other.ctx.db), [])
  const { rules, clicks, excluded } = (await other.api('GET', '/links/old/stats?from=2026-05-01')).json()
  t.match(rules, { version: rulesVersion, olderHits: clicks + excluded.total })
  t.match(await reclassify(other.ctx.db, { write: true }), { changed: 0 })
  t.match((await other.api('GET', '/links/old/stats?from=2026-05-01')).json(), {
    ...{ clicks, excluded, rules: { version: rulesVersion, olderHits: 0 } },
  })
  t.strictSame(await rollupDifferences(other.ctx.db), [])
})
