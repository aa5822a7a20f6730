// What is erased is in no table any more. The tables come from the database's own catalogue, each
// gets a row of what is erased, and of what stays: a new table cannot be forgotten.
import { sql } from 'drizzle-orm'
import t from 'tap'
import type { Database } from '../../src/db/connect.js'
import { purgeAccount } from '../../src/purge/account.js'
import { eraseLinks } from '../../src/purge/erase.js'
import { purgeLink } from '../../src/purge/link.js'
import { testApp } from '../fixtures/app.js'
import { countRecords, randomRecords, seeded } from '../fixtures/hits.js'

/** Rows with these columns belong to such a thing. */
const owners = ['link_id', 'account_id', 'tweet_id'] as const
type Ids = Record<(typeof owners)[number], number>

/** Rows that tell of nobody. */
const kept = new Set(['purged_links'])

interface Column {
  table: string
  column: string
  type: string
  /** Has a value of its own. */
  filled: boolean
}

async function columnsOf(db: Database): Promise<Map<string, Column[]>> {
  const rows = await db.execute<Column & Record<string, unknown>>(sql`
    select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type,
      (a.atthasdef or a.attidentity <> '' or not a.attnotnull) as filled
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped order by 1, a.attnum`)
  const tables = new Map<string, Column[]>()
  for (const row of rows) tables.set(row.table, [...(tables.get(row.table) ?? []), row])
  return tables
}

/** A value of any type, such that no two rows have the same. */
function someValue(type: string, n: number): string {
  if (type.includes('timestamp')) return new Date(Date.UTC(2026, 4, 1) + n * 60_000).toISOString()
  if (/int|double/.test(type)) return String(n)
  if (type === 'uuid') return `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
  if (type === 'bytea') return `\\x${String(n).padStart(8, '0')}`
  if (/^json/.test(type)) return '{}'
  if (type.endsWith('[]')) return '{}'
  return type === 'boolean' ? 'false' : `value-${n}`
}

/** Every table with such a column has at least one row for each. */
async function fill(db: Database, ids: Ids, first: number): Promise<string[]> {
  const filled: string[] = []
  let n = first
  for (const [table, columns] of await columnsOf(db)) {
    const own = columns.filter(({ column }) => (owners as readonly string[]).includes(column))
    if (own.length === 0 || kept.has(table)) continue
    filled.push(table)
    for (const { column } of own) {
      const id = ids[column as keyof Ids]
      const [found] = await db.execute(
        sql`select 1 from ${sql.identifier(table)} where ${sql.identifier(column)} = ${id}`,
      )
      if (found !== undefined) continue
      n++
      const needed = columns.filter(({ column, filled }) => !filled || column in ids)
      const values = needed.map(({ column, type }) => {
        if (column in ids) return sql`${String(ids[column as keyof Ids])}::bigint`
        // Of the rows that are there, whatever they are.
        if (column === 'list_id' || column === 'key_id') return sql`1`
        return sql`${someValue(type, n)}::${sql.raw(type)}`
      })
      await db.execute(sql`
        insert into ${sql.identifier(table)} (${sql.join(
          needed.map(({ column }) => sql.identifier(column)),
          sql`, `,
        )}) values (${sql.join(values, sql`, `)})`)
    }
  }
  return filled
}

/** Tables with a row of one of these, or that say one of these words anywhere. */
async function found(db: Database, ids: Ids, words: string[]): Promise<string[]> {
  const left: string[] = []
  for (const [table, columns] of await columnsOf(db)) {
    if (kept.has(table)) continue
    for (const { column } of columns.filter(({ column }) => column in ids)) {
      const [row] = await db.execute(
        sql`select 1 from ${sql.identifier(table)} where ${sql.identifier(column)} = ${ids[column as keyof Ids]}`,
      )
      if (row !== undefined) left.push(`${table}.${column}`)
    }
    for (const word of words) {
      const [row] = await db.execute(
        sql`select 1 from ${sql.identifier(table)} as r where position(${word} in r::text) > 0`,
      )
      if (row !== undefined) left.push(`${table}: ${word}`)
    }
  }
  return left
}

async function setUp(t: Parameters<typeof testApp>[0]) {
  const tested = await testApp(t)
  const { api, ctx } = tested
  const { db } = ctx
  await api('POST', '/lists', { name: 'friends' })
  for (const [n, name] of ['erased', 'stays'].entries()) {
    await api('POST', '/accounts', { handle: `@${name}_before`, name: `name-${name}`, followers: 500 })
    await api('PATCH', `/accounts/@${name}_before`, { handle: `@who_${name}` })
    await api('PUT', `/lists/friends/accounts/@who_${name}`)
    await api('POST', '/links', {
      ...{ url: `https://example.com/old-${name}`, slug: `link-${name}`, title: `title-${name}` },
      ...{ notes: `notes-${name}`, tags: [`tag-${name}`], externalId: `id-${name}`, text: `text-${name}` },
      account: `@who_${name}`,
    })
    await api('PATCH', `/links/link-${name}`, { url: `https://example.com/new-${name}` })
    await api('PUT', `/links/link-${name}/tweet`, { url: `https://x.com/me/status/205000000000000000${n}` })
  }
  await api('POST', '/webhooks', { url: 'https://example.com/hook', events: ['summary.daily'] })
  const idsOf = async (name: string): Promise<Ids> => {
    const [row] = await db.execute<Record<keyof Ids, string>>(sql`
      select l.id as link_id, l.tweet_id, t.account_id from links l join tweets t on t.id = l.tweet_id
      where slug = ${name}`)
    return {
      link_id: Number(row?.link_id),
      tweet_id: Number(row?.tweet_id),
      account_id: Number(row?.account_id),
    }
  }
  const [erased, stays] = [await idsOf('link-erased'), await idsOf('link-stays')]
  const [from, to] = [Date.parse('2026-04-20'), Date.parse('2026-05-31')]
  const linkIds = [erased.link_id, stays.link_id]
  await countRecords(db, randomRecords(seeded(1), { count: 2_000, linkIds, from, to }))
  await db.execute(sql`insert into webhook_deliveries (webhook_id, message_id, type, body, created_at, queued_at, due_at)
    select 1, 'm' || name, 'summary.daily', jsonb_build_object('links', jsonb_build_array(jsonb_build_object('slug', 'link-' || name, 'account', '@who_' || name)))::text, now(), now(), now()
    from unnest(array['erased', 'stays']) as name`)
  await db.execute(sql`insert into sent_forms (key, result) select convert_to(name, 'UTF8'), '/app/links/link-' || name || '?made=1'
    from unnest(array['erased', 'stays']) as name`)
  const filled = [...(await fill(db, erased, 1_000)), ...(await fill(db, stays, 2_000))]
  const wordsOf = (name: string) =>
    ['link-', 'title-', 'notes-', 'tag-', 'id-', 'text-', 'old-', 'new-'].map(word => word + name)
  return { ...tested, db, erased, stays, filled, wordsOf }
}

const accountWords = (name: string) => [`@who_${name}`, `@${name}_before`, `name-${name}`]

t.test('an erased link is in no table, and others stay', async t => {
  const { api, ctx, db, erased, stays, filled, wordsOf } = await setUp(t)
  for (const table of ['clicks', 'visitors', 'link_targets', 'link_changes', 'webhook_marks', 'links'])
    t.ok(filled.includes(table), table)
  const { account_id: _, ...ofLink } = erased
  const before = await found(db, stays, [...wordsOf('stays'), ...accountWords('stays')])
  t.ok((await found(db, ofLink as Ids, wordsOf('erased'))).length > 20, 'it would be found')
  await api('DELETE', '/links/link-erased')
  await purgeLink(ctx, 'link-erased')
  t.strictSame(await found(db, ofLink as Ids, wordsOf('erased')), [])
  t.strictSame(await found(db, stays, [...wordsOf('stays'), ...accountWords('stays')]), before)
  t.match((await api('GET', '/accounts/@who_erased')).json(), { handle: '@who_erased', followers: 500 })
})

t.test('an erased account is in no table, and neither are its tweets and links', async t => {
  const { ctx, db, erased, stays, wordsOf } = await setUp(t)
  const words = (name: string) => [...wordsOf(name), ...accountWords(name)]
  const before = await found(db, stays, words('stays'))
  t.ok((await found(db, erased, words('erased'))).length > 30, 'it would be found')
  await purgeAccount(ctx, '@who_erased')
  t.strictSame(await found(db, erased, words('erased')), [])
  t.strictSame(await found(db, stays, words('stays')), before)
})

t.test('what is left when it is broken off is erased later', async t => {
  const { ctx, db, erased, wordsOf } = await setUp(t)
  const { account_id: _, ...ofLink } = erased
  const stopped = Object.assign(Object.create(db), {
    select() {
      throw new Error('the database went away')
    },
  })
  await purgeLink(
    { ...ctx, db: Object.assign(stopped, { transaction: db.transaction.bind(db) }) },
    'link-erased',
  )
  t.ok((await found(db, ofLink as Ids, [])).includes('clicks.link_id'))
  t.equal((await ctx.db.execute(sql`select 1 from links where slug = 'link-erased'`)).length, 0)
  await eraseLinks(db, new AbortController().signal)
  t.strictSame(await found(db, ofLink as Ids, wordsOf('erased')), [])
})
