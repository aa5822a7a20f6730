import { sql } from 'drizzle-orm'
import type { Queryable } from '../../db/connect.js'
import { tweetSources } from '../../db/schema.js'
import { bigints, texts, unnest } from '../columns.js'
import type { Tally } from './tally.js'

/** Adds a tally to what influence is computed from. */
export async function addTweetSources(tx: Queryable, tally: Tally): Promise<void> {
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
