import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { announceFigures } from '../db/figures.js'
import { announceLinks } from '../links/announce.js'
import { slugHash } from '../links/purged.js'
import { moveLinks } from '../rollups/all-links.js'
import { markLinksStale } from '../scores/mark-stale.js'

/**
 * Takes links out of everything that anybody can see, with what tells of them: their tweets, unless
 * another link has the same, events, and what answers to forms said. Their many rows are left to
 * `eraseLinks`. The transaction must hold `lockCounting(tx, 'exclusive')`, so that no batch in
 * flight counts for them afterwards. Returns their slugs.
 */
export async function forgetLinks(tx: Queryable, ids: number[], now: Date): Promise<string[]> {
  if (ids.length === 0) return []
  await markLinksStale(tx, ids)
  const among = (column: SQL) =>
    sql`${column} in (select value::bigint from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb))`
  const links = await tx.execute<{ slug: string; tweet_id: string | null }>(sql`
    select slug, tweet_id from links where ${among(sql`id`)}`)
  await tx.execute(sql`
    insert into purged_links (link_id, identity, slug_hash, purged_at)
    select id, identity, ${slugHash(sql`slug`)}, ${now.toISOString()}::timestamptz from links where ${among(sql`id`)}`)
  await tx.execute(sql`delete from webhook_deliveries where ${among(sql`link_id`)}`)
  await moveLinks(
    tx,
    sql`select id, summed_tags as was, null::text[] as becomes from links where ${among(sql`id`)}`,
  )
  await tx.execute(sql`delete from links where ${among(sql`id`)}`)
  const tweetIds = links.flatMap(({ tweet_id }) => (tweet_id === null ? [] : Number(tweet_id)))
  await tx.execute(sql`
    delete from tweets t where not exists (select from links where tweet_id = t.id)
      and id in (select value::bigint from jsonb_array_elements_text(${JSON.stringify(tweetIds)}::text::jsonb))`)
  const slugs = links.map(({ slug }) => slug)
  await forgetNames(tx, slugs)
  await announceLinks(tx, slugs)
  await announceFigures(tx)
  return slugs
}

/** Deletes events about the whole service that name these, and the addresses that forms led to. */
export async function forgetNames(tx: Queryable, names: string[]): Promise<void> {
  const among = (text: SQL) =>
    sql`${text} in (select jsonb_array_elements_text(${JSON.stringify(names)}::text::jsonb))`
  await tx.execute(sql`
    delete from webhook_deliveries where link_id is null and exists (
      select from jsonb_path_query(body::jsonb, '$.** ? (@.type() == "string")') as told where ${among(sql`told #>> '{}'`)}
    )`)
  await tx.execute(sql`
    delete from sent_forms where request is null and exists (
      select from unnest(string_to_array(translate(result, '?&=#', '////'), '/')) as part where ${among(sql`part`)}
    )`)
}
