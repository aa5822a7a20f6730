import { type SQL, sql } from 'drizzle-orm'
import { bigints, bytes, unnest } from '../../db/columns.js'
import type { Queryable } from '../../db/connect.js'
import { copyInto } from '../../db/copy.js'
import { CopyRows } from '../../db/copy-rows.js'
import { visitors } from '../../db/schema.js'
import { type Place, precedes } from '../../rollups/firsts.js'
import type { Firsts } from './firsts.js'

/** Which clicks are stored as a visitor's firsts. */
export interface Stored {
  first: Place
  inWindow: Place | null
}

const columns = [
  'link_id',
  'visitor',
  'first_clicked_at',
  'first_click_id',
  'window_clicked_at',
  'window_click_id',
]

/** A visitor as it is stored. */
export interface NewVisitor extends Stored, Pick<Firsts, 'linkId' | 'visitor'> {}

/** Visitors as COPY takes them. */
export class VisitorRows {
  readonly #rows: CopyRows

  /** `visitors`: about how many to expect. */
  constructor(visitors: number) {
    this.#rows = new CopyRows(columns.length, visitors * 100)
  }

  add({ linkId, visitor, first, inWindow }: NewVisitor): void {
    const rows = this.#rows
    rows.row()
    rows.bigint(linkId)
    rows.bytes(visitor)
    rows.time(first.at)
    rows.uuid(first.id)
    rows.time(inWindow?.at ?? null)
    rows.uuid(inWindow?.id ?? null)
  }

  finish(): Buffer {
    return this.#rows.finish()
  }
}

/** Copies visitors; throws if one of them already exists. */
export function copyVisitors(tx: Queryable, rows: Buffer): Promise<void> {
  return copyInto(tx, visitors, columns, rows)
}

/** Visitors in order, in the form the query needs. */
export interface VisitorKeys {
  visitors: number
  rows: SQL
}

export function visitorKeys(firsts: Firsts[]): VisitorKeys {
  const rows = unnest(bigints(firsts.map(row => row.linkId)), bytes(firsts.map(row => row.visitor)))
  return { visitors: firsts.length, rows }
}

/** What is stored about visitors, in the same order; undefined for an unknown one. */
export async function findVisitors(
  tx: Queryable,
  { visitors: count, rows: keys }: VisitorKeys,
): Promise<(Stored | undefined)[]> {
  const stored = new Array<Stored | undefined>(count)
  if (count === 0) return stored
  // One lookup by key each, no matter what the planner thinks the table holds: its statistics are
  // outdated while the table grows.
  const rows = await tx.execute<{
    row: number
    at: number
    id: string
    window_at: number | null
    window_id: string | null
  }>(sql`
    select n.row::int, (extract(epoch from v.first_clicked_at) * 1000)::float8 as at, v.first_click_id as id,
      (extract(epoch from v.window_clicked_at) * 1000)::float8 as window_at, v.window_click_id as window_id
    from ${keys}
      with ordinality as n (link_id, visitor, row)
    cross join lateral (
      select * from ${visitors} where link_id = n.link_id and visitor = n.visitor limit 1
    ) as v`)
  for (const { row, at, id, window_at, window_id } of rows) {
    stored[row - 1] = {
      first: { at, id },
      inWindow: window_at === null || window_id === null ? null : { at: window_at, id: window_id },
    }
  }
  return stored
}

/** Those that are not stored yet, and those with an earlier click than the stored one. */
export function sortOut(
  firsts: Firsts[],
  stored: (Stored | undefined)[],
): { unknown: Firsts[]; earlier: Firsts[] } {
  const unknown: Firsts[] = []
  const earlier: Firsts[] = []
  firsts.forEach((found, n) => {
    const known = stored[n]
    if (known === undefined) unknown.push(found)
    else if (isEarlier(found, known)) earlier.push(found)
  })
  return { unknown, earlier }
}

function isEarlier({ first, inWindow }: Firsts, known: Stored): boolean {
  return precedes(first, known.first) || (inWindow !== null && precedes(inWindow, known.inWindow))
}
