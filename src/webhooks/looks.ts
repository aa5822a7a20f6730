import { and, arrayOverlaps, eq, type SQL, sql } from 'drizzle-orm'
import { bigints, texts, unnest } from '../db/columns.js'
import type { Queryable } from '../db/connect.js'
import { webhooks } from '../db/schema.js'
import type { StoredWebhook } from './find.js'

/** Clicks of a window's last moments may still be in a journal. */
export const graceMs = 300_000

/**
 * Notes what has already happened when a webhook is made, enabled or changed, so that it is told
 * only of thresholds reached and windows ended from now on. `before` is what the webhook was; null
 * if it got no events.
 */
export async function watch(
  tx: Queryable,
  after: StoredWebhook,
  before: StoredWebhook | null,
  now: Date,
): Promise<void> {
  const known = before?.events.includes('clicks.crossed') ? before.clicksThresholds : []
  const added = after.clicksThresholds.filter(threshold => !known.includes(threshold))
  if (after.events.includes('clicks.crossed') && added.length > 0) {
    await tx.execute(sql`
      insert into webhook_marks (webhook_id, link_id, mark)
      select ${after.id}::bigint, k.link_id, ${clicksMark(sql`n.value`)}
      from link_totals k join ${unnest(bigints(added))} as n (value) on k.clicks >= n.value
      on conflict do nothing`)
  }
  // Windows of tweets that were made by a version without webhooks.
  if (after.events.includes('window.closed') && !before?.events.includes('window.closed'))
    await lookAfterWindows(tx, sql`t.window_ends_at > ${now.toISOString()}::timestamptz`)
}

/** Marks that a link's clicks have reached a threshold. */
function clicksMark(threshold: SQL): SQL {
  return sql`'clicks ' || ${threshold}`
}

/** Has the links of these tweets looked at when their windows have ended. */
export async function lookAfterWindowsOf(tx: Queryable, tweetIds: number[]): Promise<void> {
  await lookAfterWindows(tx, sql`t.id in (select ${unnest(bigints(tweetIds))})`)
}

/** `which` is a condition for the row `t` of tweets. */
async function lookAfterWindows(tx: Queryable, which: SQL): Promise<void> {
  await tx.execute(sql`
    insert into webhook_looks (look_at, link_id)
    select t.window_ends_at + ${graceMs}::float8 * interval '1 millisecond', l.id
    from tweets t join links l on l.tweet_id = t.id where l.deleted_at is null and ${which}
    order by 1, 2 on conflict do nothing`)
}

/** Has links looked at soon, because their numbers have changed. `linkIds` selects the ids. */
export async function lookSoon(tx: Queryable, linkIds: SQL): Promise<void> {
  await tx.execute(sql`
    insert into webhook_looks (look_at, link_id)
    select 'epoch'::timestamptz, link_id from (${linkIds}) as changed (link_id)
    where exists (select from webhooks where enabled and events && '{clicks.crossed,influence.crossed}')
    group by 2 order by 2 on conflict do nothing`)
}

/** At most `limit` links to look at now; those that have waited longest come first. */
export async function dueLooks(db: Queryable, now: Date, limit: number): Promise<number[]> {
  const rows = await db.execute<{ id: number }>(sql`
    select link_id::float8 as id from webhook_looks where look_at <= ${now.toISOString()}::timestamptz
    group by link_id order by min(look_at), link_id limit ${limit}`)
  return rows.map(({ id }) => id)
}

/** Ends the due looks at these links, in the same transaction that does the looking. */
export async function endLooks(tx: Queryable, linkIds: readonly number[], now: Date): Promise<void> {
  await tx.execute(sql`
    delete from webhook_looks where look_at <= ${now.toISOString()}::timestamptz
      and link_id in (select ${unnest(bigints(linkIds))})`)
}

/** The enabled webhooks that want events about numbers. */
export async function watchers(tx: Queryable): Promise<StoredWebhook[]> {
  const watched = ['window.closed', 'clicks.crossed', 'influence.crossed']
  return tx
    .select()
    .from(webhooks)
    .where(and(eq(webhooks.enabled, true), arrayOverlaps(webhooks.events, watched)))
    .orderBy(webhooks.id)
}

/** The marks that the webhook was not told of yet. From now on they count as told. */
export async function newMarks(
  tx: Queryable,
  webhookId: number,
  linkId: number,
  marks: string[],
): Promise<Set<string>> {
  if (marks.length === 0) return new Set()
  const rows = await tx.execute<{ mark: string }>(sql`
    insert into webhook_marks (webhook_id, link_id, mark)
    select ${webhookId}::bigint, ${linkId}::bigint, value
    from ${unnest(texts(marks))} as n (value) on conflict do nothing returning mark`)
  return new Set(rows.map(({ mark }) => mark))
}
