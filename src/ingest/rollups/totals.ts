import { sql } from 'drizzle-orm'
import { bigints, texts, unnest } from '../../db/columns.js'
import type { Queryable } from '../../db/connect.js'
import { linkTotals, tweetPostings, tweetSources } from '../../db/schema.js'
import { markLinksStale } from '../../scores/mark-stale.js'
import type { Tally } from './tally.js'

/** Adds a tally to the totals of each link and its tweet. */
export async function addTotals(tx: Queryable, tally: Tally): Promise<void> {
  await Promise.all([
    addTweetSources(tx, tally),
    addTweetPostings(tx, tally),
    markStaleScores(tx, tally),
    // Last, because all nodes share a popular link's row. This way it is locked only from here to
    // the commit.
    addLinkTotals(tx, tally),
  ])
}

/** What influence is computed from. */
async function addTweetSources(tx: Queryable, tally: Tally): Promise<void> {
  const rows = tally.sources()
  if (rows.length === 0) return
  await tx.execute(sql`
    insert into ${tweetSources} as t (link_id, source, clicks, clickers)
    select * from ${unnest(
      bigints(rows.map(row => row.linkId)),
      texts(rows.map(row => row.source)),
      bigints(rows.map(row => row.clicks)),
      bigints(rows.map(row => row.clickers)),
    )}
    on conflict (link_id, source) do update set clicks = t.clicks + excluded.clicks,
      clickers = t.clickers + excluded.clickers`)
}

/** What came from X, by posting. */
async function addTweetPostings(tx: Queryable, tally: Tally): Promise<void> {
  const rows = tally.postings()
  if (rows.length === 0) return
  await tx.execute(sql`
    insert into ${tweetPostings} as t (link_id, posting, x_for_iphone, clicks, clickers)
    select link_id, posting, x_for_iphone = 1, clicks, clickers from ${unnest(
      bigints(rows.map(row => row.linkId)),
      texts(rows.map(row => row.posting)),
      bigints(rows.map(row => Number(row.xForIphone))),
      bigints(rows.map(row => row.clicks)),
      bigints(rows.map(row => row.clickers)),
    )} as n (link_id, posting, x_for_iphone, clicks, clickers)
    on conflict (link_id, posting, x_for_iphone) do update set clicks = t.clicks + excluded.clicks,
      clickers = t.clickers + excluded.clickers`)
}

/** A tally changes the scores of accounts whose tweets now have different clickers. */
async function markStaleScores(tx: Queryable, tally: Tally): Promise<void> {
  const linkIds = tally.sources().flatMap(({ linkId, clickers }) => (clickers === 0 ? [] : linkId))
  if (linkIds.length > 0) await markLinksStale(tx, [...new Set(linkIds)])
}

export async function addLinkTotals(tx: Queryable, tally: Tally): Promise<void> {
  const rows = tally.totals()
  if (rows.length === 0) return
  await tx.execute(sql`
    insert into ${linkTotals} as t (link_id, clicks, clickers, excluded, rules_version, judged)
    select link_id, clicks, clickers, excluded, rules_version::smallint, judged from ${unnest(
      bigints(rows.map(row => row.linkId)),
      bigints(rows.map(row => row.clicks)),
      bigints(rows.map(row => row.clickers)),
      bigints(rows.map(row => row.excluded)),
      bigints(rows.map(row => row.rulesVersion)),
      bigints(rows.map(row => row.judged)),
    )} as n (link_id, clicks, clickers, excluded, rules_version, judged)
    on conflict (link_id) do update set clicks = t.clicks + excluded.clicks,
      clickers = t.clickers + excluded.clickers, excluded = t.excluded + excluded.excluded,
      rules_version = greatest(t.rules_version, excluded.rules_version),
      judged = case
        when t.rules_version = excluded.rules_version then t.judged + excluded.judged
        when t.rules_version < excluded.rules_version then excluded.judged
        else t.judged end`)
}
