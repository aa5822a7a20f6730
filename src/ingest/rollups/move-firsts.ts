import { and, eq, sql } from 'drizzle-orm'
import type { Queryable } from '../../db/connect.js'
import { clicks, visitors } from '../../db/schema.js'
import type { Faceted } from '../../rollups/facets.js'
import { precedes } from '../../rollups/firsts.js'
import type { JudgedHit } from '../steps/classify.js'
import type { Firsts } from './firsts.js'

/** A clicker counts at `to`; until now it counted at `from`, or nowhere. */
export interface Move {
  from: Values | null
  to: JudgedHit
}

/** What the rollups know about a click: where a clicker counts. */
export type Values = Pick<JudgedHit, 'linkId' | 'at' | 'userAgent' | Exclude<keyof Faceted, 'reason'>>

/**
 * Makes clicks the firsts of a known visitor if they are earlier than the stored ones; returns what
 * has moved. A former first click in a dropped month stays, because nobody knows any more where it
 * counts.
 */
export async function moveFirsts(
  tx: Queryable,
  firsts: Firsts,
): Promise<{ first: Move | null; inWindow: Move | null }> {
  const { linkId, visitor } = firsts
  const own = and(eq(visitors.linkId, linkId), sql`${visitors.visitor} = ${Buffer.from(visitor, 'hex')}`)
  const [row] = await tx.select().from(visitors).where(own).for('update')
  if (row === undefined) return { first: null, inWindow: null }
  const first = await move(tx, firsts.first, row.firstClickedAt, row.firstClickId)
  const inWindow =
    firsts.inWindow && (await move(tx, firsts.inWindow, row.windowClickedAt, row.windowClickId))
  const changes = {
    ...(first && { firstClickedAt: new Date(first.to.at), firstClickId: first.to.id }),
    ...(inWindow && { windowClickedAt: new Date(inWindow.to.at), windowClickId: inWindow.to.id }),
  }
  if (first !== null || inWindow !== null) await tx.update(visitors).set(changes).where(own)
  return { first, inWindow }
}

async function move(tx: Queryable, to: JudgedHit, at: Date | null, id: string | null): Promise<Move | null> {
  if (at === null || id === null) return { from: null, to }
  if (!precedes(to, { at: at.getTime(), id })) return null
  const [former] = await tx
    .select()
    .from(clicks)
    .where(and(eq(clicks.linkId, to.linkId), eq(clicks.clickedAt, at), eq(clicks.id, id)))
  return former === undefined ? null : { from: { ...former, at: at.getTime() }, to }
}
