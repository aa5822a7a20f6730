// What answers read does not grow with the tables that grow: no statement of an answer of the API,
// a badge or a page reads half of one of them. The database is told to take indexes wherever it
// can, as it does by itself once a table is large.
import { sql } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { everything } from '../../src/auth/access.js'
import type { Database } from '../../src/db/connect.js'
import { recentDestinations } from '../../src/stats/recent-destinations.js'
import { fill, subjects } from '../bench/fill.js'
import { testApp } from '../fixtures/app.js'
import { everyAnswer } from '../fixtures/every-answer.js'
import { everyPage } from '../fixtures/every-page.js'
import { loggedIn } from '../fixtures/pages.js'

/** What lists, sums or counts all there is of a table, by path. */
const wholes: Record<string, string[]> = {
  '/api/v1/exports/links': ['links', 'tweets', 'accounts', 'link_totals'],
  '/app/accounts': ['accounts'],
  '/leaderboard': ['accounts'],
  // It looks through 20,000 arrivals at most.
  '/api/v1/clicks': ['clicks'],
  // Here there are no drafts to begin with, where a larger table is asked for the address first.
  '/app/destinations': ['tweets'],
}

const test = await testApp(t, { env: { API_REQUESTS_PER_MINUTE: '1000000' } })
const { ctx, key } = test
await fill(ctx.db, { clicks: 100_000, links: 4_000, accounts: 2_000, hits: 20_000 })
const growing = new Map(
  (
    await ctx.db.execute<{ name: string; rows: number }>(sql`
      select regexp_replace(relname, '^clicks_.*', 'clicks') as name, sum(n_live_tup)::float8 as rows
      from pg_stat_user_tables where schemaname = current_schema() group by 1 having sum(n_live_tup) >= 2000`)
  ).map(({ name, rows }) => [name, rows]),
)
const statements = record(ctx.db)

t.test('no answer reads a growing table', async t => {
  for (const table of ['accounts', 'clicks', 'link_facets', 'link_quarters', 'links', 'tweets', 'visitors'])
    t.ok(growing.has(table), `${table} grows`)
  const get = async (url: string, headers: Record<string, string>) => {
    statements.clear()
    const { statusCode: status, body } = await test.app.inject({ url, headers })
    await check(t, url)
    return { status, body }
  }
  const instead = { slug: subjects.slug, handle: subjects.handle, name: subjects.list }
  await everyAnswer(url => get(url, { authorization: `Bearer ${key}` }), instead)
  for (const of of [subjects.slug, subjects.handle]) await get(`/badge/${of}.svg`, {})
  const browser = await loggedIn(test)
  for (const { path, login } of everyPage(subjects)) {
    statements.clear()
    await (login ? browser.get(path) : test.app.inject({ url: path, headers: { accept: 'text/html' } }))
    await check(t, path)
  }
})

t.test('what the totals of all links lack is found by an index, as the planner chooses', async t => {
  for (const view of ['all_quarters', 'all_facets', 'pending_tags']) {
    const rows = await ctx.db.$client.unsafe(`explain select * from ${view}`)
    const plan = rows.map(row => row['QUERY PLAN']).join('\n')
    t.match(plan, /Index Scan (?:using|on) links_to_sum/, view)
  }
})

t.test('what groups of some links do not need is not joined to them', async t => {
  const joined = async (groupBy: string) => {
    statements.clear()
    const url = `/api/v1/stats?tag=tag1&groupBy=${groupBy}`
    const { statusCode } = await test.app.inject({ url, headers: { authorization: `Bearer ${key}` } })
    t.equal(statusCode, 200)
    const asked = [...statements.values()].filter(([text]) => text.includes('chosen'))
    t.ok(asked.length > 0)
    const plans = await Promise.all(
      asked.map(([text, values]) => ctx.db.$client.unsafe(`explain ${text}`, values as never[])),
    )
    return plans.some(plan => plan.some(row => / on (?:tweets|accounts)\b/.test(row['QUERY PLAN'])))
  }
  for (const groupBy of ['day', 'country', 'link', 'tag', 'destination'])
    t.equal(await joined(groupBy), false, groupBy)
  t.equal(await joined('account'), true)
})

t.test('what the newest links lead to is looked up link by link, as the planner chooses', async t => {
  statements.clear()
  await recentDestinations({ access: everything, db: ctx.db }, 10)
  t.equal(statements.size, 1)
  for (const [text, values] of statements.values()) {
    const rows = await ctx.db.$client.unsafe(`explain ${text}`, values as never[])
    t.notMatch(rows.map(row => row['QUERY PLAN']).join('\n'), 'Seq Scan')
  }
})

type Statement = [text: string, values: unknown[]]

/** What the application asks the database from now on, each statement once. */
function record({ $client }: Database): Map<string, Statement> {
  const found = new Map<string, Statement>()
  type Unsafe = (...statement: Statement) => unknown
  const recorded =
    (unsafe: Unsafe): Unsafe =>
    (text, values, ...more) => {
      if (/^\s*(?:select|with)\b/i.test(text)) found.set(text, [text, values])
      return unsafe(text, values, ...more)
    }
  const { unsafe, begin } = $client as unknown as { unsafe: Unsafe; begin(...args: unknown[]): unknown }
  Object.assign($client, {
    unsafe: recorded(unsafe.bind($client)),
    begin: (...args: unknown[]) => {
      const work = args.pop() as (tx: { unsafe: Unsafe }) => unknown
      return begin(...args, (tx: { unsafe: Unsafe }) => work({ ...tx, unsafe: recorded(tx.unsafe) }))
    },
  })
  return found
}

interface Plan {
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: Plan[]
}

/** Each statement of an answer reads less than half of every table that grows. */
async function check(t: Test, url: string): Promise<void> {
  const path = url.replace(/\?.*$/, '')
  for (const statement of statements.values()) {
    for (const [table, read] of await rowsRead(statement)) {
      const rows = growing.get(table)
      if (rows === undefined || wholes[path]?.includes(table)) continue
      if (read * 2 >= rows) t.fail(`${path} reads ${read} of the ${rows} rows of ${table}`, { statement })
    }
  }
}

/** How many rows a statement reads, by table, as often as it reads them. */
async function rowsRead([text, values]: Statement): Promise<Map<string, number>> {
  const read = new Map<string, number>()
  const add = (plan: Plan): void => {
    const table = plan['Relation Name']?.replace(/^clicks_.*/, 'clicks')
    const removed = (plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Index Recheck'] ?? 0)
    const rows = Math.round((plan['Actual Rows'] + removed) * plan['Actual Loops'])
    if (table !== undefined) read.set(table, (read.get(table) ?? 0) + rows)
    plan.Plans?.forEach(add)
  }
  await ctx.db.$client.begin(async tx => {
    for (const means of ['seqscan', 'hashjoin', 'mergejoin'])
      await tx.unsafe(`set local enable_${means} = off`)
    const [row] = await tx.unsafe(`explain (analyze, timing off, format json) ${text}`, values as never[])
    add(row?.['QUERY PLAN'][0].Plan)
  })
  return read
}
