import { sql } from 'drizzle-orm'
import type { Queryable } from '../../db/connect.js'
import { linkTotals } from '../../db/schema.js'
import { bigints, unnest } from '../columns.js'
import type { Tally } from './tally.js'

/** Adds a tally to what each link has altogether. */
export async function addLinkTotals(tx: Queryable, tally: Tally): Promise<void> {
  const rows = tally.totals()
  if (rows.length === 0) return
  await tx.execute(sql`
    insert into ${linkTotals} as t (link_id, clicks, clickers, excluded)
    select * from ${unnest(
      bigints(rows.map(row => row.linkId)),
      bigints(rows.map(row => row.clicks)),
      bigints(rows.map(row => row.clickers)),
      bigints(rows.map(row => row.excluded)),
    )}
    on conflict (link_id) do update set clicks = t.clicks + excluded.clicks,
      clickers = t.clickers + excluded.clickers, excluded = t.excluded + excluded.excluded`)
}
