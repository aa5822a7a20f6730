import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { recountLink } from '../ingest/recount-link.js'
import { keptTimes } from '../rollups/kept.js'
import type { Scope } from '../rollups/recount.js'
import type { Part, Patient } from './check.js'

/** A snapshot lasts as long as it takes to count this many hits, or those of one link. */
const hitsAtOnce = 200_000
const linksAtOnce = 500

/** The result of a comparison for each link; `what` names one of the rows that differ. */
export type Compared = {
  id: number
  slug: string | null
  checked: number
  differing: number
  what: string | null
}

/**
 * Compares the rows of all links, some links at a time, each time at one moment. A link that
 * differs is counted again whole.
 */
export async function* overLinks(
  patient: Patient,
  compare: (tx: Queryable, scope: Scope) => Promise<readonly Compared[]>,
): AsyncGenerator<Part> {
  for (let last = 0; ; ) {
    const part = await patient.snapshot(async tx => {
      const to = await lastOfNext(tx, last)
      if (to === null) return null
      return { to, rows: await compare(tx, { from: last + 1, to, kept: await keptTimes(tx) }) }
    })
    if (part === null) return
    last = part.to
    const recounted = new Set<number>()
    const recount = async (id: number) => {
      if (!recounted.has(id)) await recountLink(patient.db, id, patient.now())
      recounted.add(id)
    }
    yield {
      checked: part.rows.reduce((sum, { checked }) => sum + checked, 0),
      differences: part.rows
        .filter(({ differing }) => differing > 0)
        .map(({ id, slug, what, differing }) => ({
          name: slug ?? `link number ${id}`,
          what: what ?? '',
          count: differing,
          mend: () => recount(id),
        })),
    }
  }
}

/** The highest of the next links; null if there are none. */
async function lastOfNext(tx: Queryable, last: number): Promise<number | null> {
  const rows = await tx.execute<{ id: number; hits: number }>(sql`
    select id::float8 as id, coalesce(k.clicks + k.excluded, 0)::float8 as hits
    from (
      (select id from links where id > ${last}::bigint order by 1 limit ${linksAtOnce})
      union (select link_id from link_totals where link_id > ${last}::bigint order by 1 limit ${linksAtOnce})
      union (select link_id from clicks where link_id > ${last}::bigint order by 1 limit 1)
    ) as l left join link_totals k on k.link_id = l.id
    order by 1 limit ${linksAtOnce}`)
  let hits = 0
  let to: number | null = null
  for (const row of rows) {
    hits += row.hits
    if (to !== null && hits > hitsAtOnce) break
    to = row.id
  }
  return to
}
