import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../../db/connect.js'
import { clicks, tweetVisitors, type visitors } from '../../db/schema.js'
import { bigints, bytes, texts, times, unnest, uuids } from '../columns.js'
import type { Click } from '../steps/classify.js'

/** A clicker's first click was thought to be `from`, and is `to`. */
export interface Move {
  from: Values
  to: Click
}

/** What the rollups know of a click: where a clicker counts. */
export type Values = Pick<
  Click,
  'linkId' | 'at' | 'source' | 'referrer' | 'country' | 'browser' | 'system' | 'device'
>

export interface Firsts {
  /** First clicks of clickers that were not known yet. */
  fresh: Click[]
  /** Clickers of whom an earlier click came after a later one. */
  moved: Move[]
}

/**
 * Keeps the earliest click (by time, then id) of each visitor of each link. Takes clicks in any order; of several of one
 * visitor the earliest counts. Clickers whose former first click is in a month that was dropped stay as they are.
 */
export async function keepFirsts(
  tx: Queryable,
  table: typeof visitors | typeof tweetVisitors,
  batch: Click[],
): Promise<Firsts> {
  const candidates = earliest(batch)
  if (candidates.length === 0) return { fresh: [], moved: [] }
  const withSource = table === tweetVisitors
  const inserted = await tx.execute<{ id: string }>(sql`
    insert into ${table} (link_id, visitor, first_clicked_at, first_click_id${sql.raw(withSource ? ', source' : '')})
    select * from ${withSource ? unnest(...places(candidates), sources(candidates)) : unnest(...places(candidates))}
    on conflict do nothing
    returning first_click_id as id`)
  if (inserted.length === candidates.length) return { fresh: candidates, moved: [] }

  const ids = new Set(inserted.map(row => row.id))
  const [fresh, known] = [
    candidates.filter(click => ids.has(click.id)),
    candidates.filter(click => !ids.has(click.id)),
  ]
  const late = await tx.execute<{ id: string }>(sql`
    select n.id
    from ${unnest(...places(known))} as n (link_id, visitor, at, id)
    join ${table} as v on v.link_id = n.link_id and v.visitor = n.visitor
    where (v.first_clicked_at, v.first_click_id) > (n.at, n.id)`)
  const lateIds = new Set(late.map(row => row.id))
  const moved: Move[] = []
  // Rare, so one by one: single rows are what a distributed PostgreSQL can lock, too.
  for (const click of known.filter(click => lateIds.has(click.id))) {
    const from = await moveFirst(tx, table, click)
    if (from !== null) moved.push({ from, to: click })
  }
  return { fresh, moved }
}

/** Makes a click the first of its visitor; returns the former first, or null where nothing was to be moved. */
async function moveFirst(
  tx: Queryable,
  table: typeof visitors | typeof tweetVisitors,
  click: Click,
): Promise<Values | null> {
  const own = and(
    eq(table.linkId, click.linkId),
    sql`${table.visitor} = ${Buffer.from(click.visitor, 'hex')}`,
  )
  const [row] = await tx
    .select({ at: table.firstClickedAt, id: table.firstClickId })
    .from(table)
    .where(own)
    .for('update')
  if (row === undefined) return null
  const at = row.at.getTime()
  if (at < click.at || (at === click.at && row.id <= click.id)) return null
  const [former] = await tx
    .select()
    .from(clicks)
    .where(and(eq(clicks.linkId, click.linkId), eq(clicks.clickedAt, row.at), eq(clicks.id, row.id)))
  if (former === undefined) return null
  await tx
    .update(table)
    .set({
      firstClickedAt: new Date(click.at),
      firstClickId: click.id,
      ...(table === tweetVisitors && { source: click.source }),
    })
    .where(own)
  return { ...former, at }
}

function places(rows: Click[]): SQL[] {
  return [
    bigints(rows.map(click => click.linkId)),
    bytes(rows.map(click => click.visitor)),
    times(rows.map(click => click.at)),
    uuids(rows.map(click => click.id)),
  ]
}

function sources(rows: Click[]): SQL {
  return texts(rows.map(click => click.source))
}

/** The earliest click of each visitor of each link, in the order of the tables' key. */
function earliest(batch: Click[]): Click[] {
  const firsts = new Map<string, Click>()
  for (const click of batch) {
    const key = keyOf(click)
    const known = firsts.get(key)
    if (known === undefined || click.at < known.at || (click.at === known.at && click.id < known.id)) {
      firsts.set(key, click)
    }
  }
  return [...firsts.values()].sort((a, b) => a.linkId - b.linkId || (a.visitor < b.visitor ? -1 : 1))
}

function keyOf(click: Click): string {
  return `${click.linkId} ${click.visitor}`
}
