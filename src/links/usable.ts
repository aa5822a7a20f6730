import { type SQL, sql } from 'drizzle-orm'

/**
 * How many more clicks of people a link takes, as far as they are counted: null without a limit,
 * and then no totals are read. For a query on `links` by its own name.
 */
export const clicksLeft = sql`case when links.max_clicks is not null then
  links.max_clicks - coalesce((select k.clicks from link_totals k where k.link_id = links.id), 0) end`

/** The condition that a link redirects, as `whyGone` says it of one link. */
export function usable(now: Date): SQL {
  return sql`links.deleted_at is null and links.enabled
    and (links.expires_at is null or links.expires_at > ${now.toISOString()}::timestamptz)
    and (links.max_clicks is null or ${clicksLeft} > 0)`
}
