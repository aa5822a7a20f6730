import { and, isNull, type SQL } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { clicks } from '../db/schema.js'

/** The fields that order clicks. */
export interface Place {
  /** Milliseconds since the epoch. */
  at: number
  id: string
}

/** Whether a click is the earlier one, by time, then id. True if there was no other. */
export function precedes(click: Place, other: Place | null): boolean {
  return other === null || click.at < other.at || (click.at === other.at && click.id < other.id)
}

/** Each visitor's first click of a link among these clicks. It makes its visitor a clicker. */
export function selectFirsts(db: Queryable, where: SQL | undefined) {
  return db
    .selectDistinctOn([clicks.linkId, clicks.visitor])
    .from(clicks)
    .where(and(isNull(clicks.reason), where))
    .orderBy(clicks.linkId, clicks.visitor, clicks.clickedAt, clicks.id)
}
