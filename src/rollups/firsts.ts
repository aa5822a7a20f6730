import { and, isNull, type SQL } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { clicks } from '../db/schema.js'

/** Of a click, what orders it among others. */
export interface Place {
  /** Milliseconds since the epoch. */
  at: number
  id: string
}

/** Whether a click is the earlier one, by time, then id; anything is where there was none. */
export function precedes(click: Place, other: Place | null): boolean {
  return other === null || click.at < other.at || (click.at === other.at && click.id < other.id)
}

/**
 * The first click of each visitor of a link among some: the one that precedes all others, and makes
 * its visitor a clicker.
 */
export function selectFirsts(db: Queryable, where: SQL | undefined) {
  return db
    .selectDistinctOn([clicks.linkId, clicks.visitor])
    .from(clicks)
    .where(and(isNull(clicks.reason), where))
    .orderBy(clicks.linkId, clicks.visitor, clicks.clickedAt, clicks.id)
}
