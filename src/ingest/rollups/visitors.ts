import { sql } from 'drizzle-orm'
import type { Queryable } from '../../db/connect.js'
import { copyInto } from '../../db/copy.js'
import { CopyRows } from '../../db/copy-rows.js'
import { visitors } from '../../db/schema.js'
import { bigints, bytes, times, unnest, uuids } from '../columns.js'
import { type Firsts, type Place, precedes } from './firsts.js'
import { type Move, moveFirsts } from './move-firsts.js'

export interface Clickers {
  /** Of the links. */
  clickers: Move[]
  /** Of their tweets. */
  tweetClickers: Move[]
}

const columns = [
  'link_id',
  'visitor',
  'first_clicked_at',
  'first_click_id',
  'window_clicked_at',
  'window_click_id',
]

/** Stores visitors that were not known when looked for, in the order of their key; returns those that were not there yet. */
export type StoreVisitors = (tx: Queryable, unknown: Firsts[]) => Promise<Firsts[]>

/** Keeps each visitor's first click and first one inside the window, and tells which clickers came and which have moved. */
export async function keepFirsts(tx: Queryable, batch: Firsts[], store: StoreVisitors): Promise<Clickers> {
  const stored = await findStored(tx, batch)
  const unknown = batch.filter(firsts => !stored.has(firsts))
  const fresh = unknown.length === 0 ? [] : await store(tx, unknown)
  const clickers: Move[] = fresh.map(({ first }) => ({ from: null, to: first }))
  const tweetClickers: Move[] = fresh.flatMap(({ inWindow }) =>
    inWindow === null ? [] : { from: null, to: inWindow },
  )
  const isFresh = new Set(fresh)
  const raced = unknown.filter(firsts => !isFresh.has(firsts))
  const earlier = batch.filter(firsts => {
    const known = stored.get(firsts)
    return known !== undefined && isEarlier(firsts, known)
  })
  // Rare, so one by one: single rows are what a distributed PostgreSQL can lock, too.
  for (const firsts of [...raced, ...earlier]) {
    const moved = await moveFirsts(tx, firsts)
    if (moved.first !== null) clickers.push(moved.first)
    if (moved.inWindow !== null) tweetClickers.push(moved.inWindow)
  }
  return { clickers, tweetClickers }
}

/** Copies visitors, of whom none may be there yet; otherwise it throws. */
export const copyVisitors: StoreVisitors = async (tx, unknown) => {
  const rows = new CopyRows(columns.length, unknown.length * 100)
  for (const { linkId, visitor, first, inWindow } of unknown) {
    rows.row()
    rows.bigint(linkId)
    rows.bytes(visitor)
    rows.time(first.at)
    rows.uuid(first.id)
    rows.time(inWindow?.at ?? null)
    rows.uuid(inWindow?.id ?? null)
  }
  await copyInto(tx, visitors, columns, rows.finish())
  return unknown
}

/** Passes over visitors that are there by now. */
export const insertVisitors: StoreVisitors = async (tx, unknown) => {
  const inserted = await tx.execute<{ id: string }>(sql`
    insert into ${visitors} (${sql.raw(columns.join(', '))})
    select * from ${unnest(
      bigints(unknown.map(row => row.linkId)),
      bytes(unknown.map(row => row.visitor)),
      times(unknown.map(row => row.first.at)),
      uuids(unknown.map(row => row.first.id)),
      times(unknown.map(row => row.inWindow?.at ?? null)),
      uuids(unknown.map(row => row.inWindow?.id ?? null)),
    )}
    on conflict do nothing
    returning first_click_id as id`)
  const ids = new Set(inserted.map(row => row.id))
  return unknown.filter(({ first }) => ids.has(first.id))
}

/** Which clicks are stored as a visitor's firsts. */
interface Stored {
  first: Place
  inWindow: Place | null
}

async function findStored(tx: Queryable, batch: Firsts[]): Promise<Map<Firsts, Stored>> {
  const rows = await tx.execute<{
    row: number
    at: number
    id: string
    window_at: number | null
    window_id: string | null
  }>(sql`
    select n.row::int, (extract(epoch from v.first_clicked_at) * 1000)::float8 as at, v.first_click_id as id,
      (extract(epoch from v.window_clicked_at) * 1000)::float8 as window_at, v.window_click_id as window_id
    from ${unnest(bigints(batch.map(row => row.linkId)), bytes(batch.map(row => row.visitor)))}
      with ordinality as n (link_id, visitor, row)
    join ${visitors} as v on v.link_id = n.link_id and v.visitor = n.visitor`)
  const stored = new Map<Firsts, Stored>()
  for (const { row, at, id, window_at, window_id } of rows) {
    const firsts = batch[row - 1]
    if (firsts === undefined) continue
    stored.set(firsts, {
      first: { at, id },
      inWindow: window_at === null || window_id === null ? null : { at: window_at, id: window_id },
    })
  }
  return stored
}

function isEarlier({ first, inWindow }: Firsts, known: Stored): boolean {
  return precedes(first, known.first) || (inWindow !== null && precedes(inWindow, known.inWindow))
}
