import { sql } from 'drizzle-orm'
import { ensureAccounts } from '../accounts/ensure.js'
import { findAccounts } from '../accounts/find.js'
import type { Handle } from '../accounts/handle.js'
import type { Context } from '../context.js'
import type { Database, Queryable } from '../db/connect.js'
import { transact } from '../db/transact.js'
import { slices } from '../typed/slices.js'
import { storable } from '../typed/storable.js'
import { keepPostings, mostTries } from './postings.js'
import { windowEnd } from './window.js'

/** A published tweet and what its network says of it; null if it does not say. */
export interface ReportedTweet {
  statusId: string
  url: string
  handle: Handle
  tweetedAt: Date
  text: string | null
  impressions: number | null
  /** X's "URL clicks". */
  clicks: number | null
  /** Codes of its t.co links; null if they are unknown. */
  codes: string[] | null
}

/** A tweet that is there already. */
export type KnownTweet = {
  /** Key of its account's handle; null if it has none. */
  author: string | null
  impressions: number | null
  clicks: number | null
}

const rowsAtOnce = 500

/**
 * The tweets that are known, by status id, and the present keys of these handles.
 */
export async function knownTweets(
  db: Queryable,
  reported: readonly Pick<ReportedTweet, 'statusId' | 'handle'>[],
): Promise<{ tweets: Map<string, KnownTweet>; keys: Map<string, string> }> {
  const known = new Map<string, KnownTweet>()
  for (const some of slices(reported, rowsAtOnce)) {
    const ids = some.map(({ statusId }) => statusId)
    const networks = [...new Set(some.map(({ handle }) => handle.network))]
    const rows = await db.execute<{ id: string } & KnownTweet>(sql`
      select t.status_id as id, a.handle_key as author, t.impressions::float8 as impressions,
        t.reported_clicks::float8 as clicks
      from tweets t left join accounts a on a.id = t.account_id
      where t.network in (select jsonb_array_elements_text(${JSON.stringify(networks)}::text::jsonb))
        and t.status_id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb))`)
    for (const { id, ...tweet } of rows) known.set(id, tweet)
  }
  const found = await findAccounts(db, [...new Set(reported.map(({ handle }) => handle.key))])
  return { tweets: known, keys: new Map([...found].map(([asked, { handleKey }]) => [asked, handleKey])) }
}

/**
 * Stores tweets with what X says of them; unknown accounts are made. Both numbers only ever grow,
 * so an older file changes nothing that a newer one has said. A tweet that has no link yet takes
 * part in nothing: everything that counts, counts by links. Returns the ids of those that were new.
 */
export async function storeReportedTweets(
  ctx: Pick<Context, 'access' | 'db' | 'now' | 'config'>,
  reported: readonly ReportedTweet[],
): Promise<Set<string>> {
  const made: string[] = []
  for (const some of slices(reported, rowsAtOnce)) {
    const ids = await transact(ctx.db, async tx => {
      const authors = await ensureAccounts(
        tx,
        ctx,
        some.map(({ handle }) => handle),
      )
      // Each by name: copies by "..." take ten times the memory.
      const rows = some.map(({ handle, tweetedAt, text, statusId, url, impressions, clicks, codes }) => ({
        statusId,
        url,
        impressions,
        clicks,
        codes,
        network: handle.network,
        account: authors.get(handle.key)?.id ?? null,
        at: tweetedAt.toISOString(),
        ends: windowEnd(tweetedAt, ctx.config).toISOString(),
        text: storable(text),
      }))
      // Without a link it has no clicks, so nobody needs to ask X for its postings: no try is left.
      // In one order, so that no two imports can deadlock.
      const stored = await tx.execute<{ id: string; isNew: boolean }>(sql`
        insert into tweets as t (network, status_id, url, account_id, text, tweeted_at, window_ends_at, published,
          impressions, reported_clicks, posting_codes, postings_tries)
        select r.network, r."statusId", r.url, r.account, r.text, r.at, r.ends, true, r.impressions, r.clicks,
          r.codes, ${mostTries}
        from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r (network text, "statusId" text, url text, account bigint,
          text text, at timestamptz, ends timestamptz, impressions bigint, clicks bigint, codes text[])
        order by r."statusId"
        on conflict (network, status_id) where status_id is not null do update
          set impressions = greatest(t.impressions, excluded.impressions),
            reported_clicks = greatest(t.reported_clicks, excluded.reported_clicks),
            text = coalesce(t.text, excluded.text),
            -- One that lost its account when that was deleted comes back to it.
            account_id = case when exists (select from links l where l.tweet_id = t.id) then t.account_id
              else coalesce(t.account_id, excluded.account_id) end,
            -- Of a tweet with links, keepKnownPostings does it.
            posting_codes = case when exists (select from links l where l.tweet_id = t.id) then t.posting_codes
              else coalesce(t.posting_codes, excluded.posting_codes) end
        returning t.status_id as id, (t.xmax = 0) as "isNew"`)
      return stored.flatMap(({ id, isNew }) => (isNew ? [id] : []))
    })
    made.push(...ids)
  }
  return new Set(made)
}

/**
 * Stores the codes of those tweets that have links of ours, and whose codes were unknown: they
 * decide who of the clickers are followers. X is then not asked about them.
 */
export async function keepKnownPostings(
  db: Database,
  reported: readonly Pick<ReportedTweet, 'statusId' | 'codes'>[],
): Promise<void> {
  const known = reported.filter(({ codes }) => codes !== null)
  for (const some of slices(known, rowsAtOnce)) {
    const codes = new Map(some.map(({ statusId, codes }) => [statusId, codes]))
    const rows = await db.execute<{ id: number; statusId: string }>(sql`
      select t.id::float8 as id, t.status_id as "statusId" from tweets t
      where t.network = 'x' and t.posting_codes is null
        and t.status_id in (select jsonb_array_elements_text(${JSON.stringify([...codes.keys()])}::text::jsonb))
        and exists (select from links l where l.tweet_id = t.id)
      order by t.id`)
    for (const { id, statusId } of rows) {
      await keepPostings(db, id, { text: null, codes: codes.get(statusId) ?? null })
    }
  }
}
