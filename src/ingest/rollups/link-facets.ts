import { sql } from 'drizzle-orm'
import type { Queryable } from '../../db/connect.js'
import { linkFacets } from '../../db/schema.js'
import { bigints, texts, times, unnest } from '../columns.js'
import type { Tally } from './tally.js'

/** Adds a tally to the breakdowns. */
export async function addLinkFacets(tx: Queryable, tally: Tally): Promise<void> {
  const rows = tally.facets()
  if (rows.length === 0) return
  await tx.execute(sql`
    insert into ${linkFacets} as t (link_id, day, facet, value, clicks, clickers, excluded)
    select * from ${unnest(
      bigints(rows.map(row => row.linkId)),
      times(rows.map(row => row.day)),
      texts(rows.map(row => row.facet)),
      texts(rows.map(row => row.value)),
      bigints(rows.map(row => row.clicks)),
      bigints(rows.map(row => row.clickers)),
      bigints(rows.map(row => row.excluded)),
    )}
    on conflict (link_id, day, facet, value) do update set clicks = t.clicks + excluded.clicks,
      clickers = t.clickers + excluded.clickers, excluded = t.excluded + excluded.excluded`)
}
