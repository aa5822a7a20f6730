import { sql } from 'drizzle-orm'
import type { Queryable } from '../../db/connect.js'
import { linkHours } from '../../db/schema.js'
import { bigints, times, unnest } from '../columns.js'
import type { Tally } from './tally.js'

/** Adds a tally to the series. */
export async function addLinkHours(tx: Queryable, tally: Tally): Promise<void> {
  const rows = tally.hours()
  if (rows.length === 0) return
  await tx.execute(sql`
    insert into ${linkHours} as t (link_id, hour, clicks, clickers, excluded)
    select * from ${unnest(
      bigints(rows.map(row => row.linkId)),
      times(rows.map(row => row.hour)),
      bigints(rows.map(row => row.clicks)),
      bigints(rows.map(row => row.clickers)),
      bigints(rows.map(row => row.excluded)),
    )}
    on conflict (link_id, hour) do update set clicks = t.clicks + excluded.clicks,
      clickers = t.clickers + excluded.clickers, excluded = t.excluded + excluded.excluded`)
}
