import { and, eq, sql } from 'drizzle-orm'
import { bytes, unnest } from '../../db/columns.js'
import type { Queryable } from '../../db/connect.js'
import { clicks, visitors } from '../../db/schema.js'
import { selectFirsts } from '../../rollups/firsts.js'
import type { Tally } from '../rollups/tally.js'
import { copyVisitors, VisitorRows } from '../rollups/visitors.js'
import type { JudgedHit } from '../steps/classify.js'
import { stored } from './find-changes.js'

/**
 * The first clicks as stored, before anything changes. Leaves out visitors whose first click is in
 * a dropped month.
 */
export async function findFormerFirsts(
  tx: Queryable,
  linkId: number,
  affected: string[],
): Promise<Map<string, JudgedHit>> {
  const rows = await tx
    .select({ click: clicks })
    .from(visitors)
    .innerJoin(
      clicks,
      and(
        eq(clicks.linkId, visitors.linkId),
        eq(clicks.clickedAt, visitors.firstClickedAt),
        eq(clicks.id, visitors.firstClickId),
      ),
    )
    .where(and(eq(visitors.linkId, linkId), sql`${visitors.visitor} in (select ${unnest(bytes(affected))})`))
  return new Map(rows.map(({ click }) => [click.visitor.toString('hex'), stored(click)]))
}

/**
 * Finds the affected visitors' first clicks again. Visitors whose former first click is in a
 * dropped month stay as they are.
 */
export async function renewFirsts(
  tx: Queryable,
  linkId: number,
  affected: string[],
  former: Map<string, JudgedHit>,
  tally: Tally,
): Promise<void> {
  for (const first of former.values()) tally.clicker(first, -1)
  const gone = [...former.keys()]
  await tx
    .delete(visitors)
    .where(and(eq(visitors.linkId, linkId), sql`${visitors.visitor} in (select ${unnest(bytes(gone))})`))
  const firsts = await selectFirsts(
    tx,
    and(
      eq(clicks.linkId, linkId),
      sql`${clicks.visitor} in (select ${unnest(bytes(affected))})`,
      sql`not exists (select from ${visitors} v where v.link_id = ${clicks.linkId} and v.visitor = ${clicks.visitor})`,
    ),
  )
  const rows = new VisitorRows(firsts.length)
  for (const row of firsts) {
    const first = stored(row)
    tally.clicker(first, 1)
    rows.add({ linkId, visitor: first.visitor, first, inWindow: null })
  }
  await copyVisitors(tx, rows.finish())
}
