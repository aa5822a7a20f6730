import { and, isNull, type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { clicks, visitors } from '../db/schema.js'

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

/** The same among the clicks of a query. */
export function firstsAmong(found: SQL): SQL {
  return sql`
    select distinct on (link_id, visitor) * from (${found}) as c
    order by link_id, visitor, clicked_at, id`
}

/**
 * For a lateral join: the visitor's row if a hit, a row of `clicks`, makes its visitor a clicker.
 * One lookup by key for each hit: a popular link has more visitors than anybody should read for a
 * part of a day, but the planner may not know that, so `limit` keeps it from joining them all.
 */
export function firstOf(hit: SQL): SQL {
  return sql`(
    select first_click_id from ${visitors}
    where ${hit}.reason is null and link_id = ${hit}.link_id and visitor = ${hit}.visitor
      and first_click_id = ${hit}.id limit 1)`
}
