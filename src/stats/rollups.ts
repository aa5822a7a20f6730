import { type SQL, sql } from 'drizzle-orm'

// What ingest counts goes into the tables of hours and facets a little later; until then it is in their pending views. An hour,
// or a facet's value on a day, may therefore come in several rows: whoever reads them sums.

/** A link's rows of `link_hours`. */
export function hoursOfLink(linkId: number): SQL {
  const columns = sql`hour, clicks, clickers, excluded`
  return sql`(
    select ${columns} from link_hours where link_id = ${linkId}
    union all select ${columns} from pending_hours where link_id = ${linkId})`
}

/** A link's rows of `link_facets`. */
export function facetsOfLink(linkId: number): SQL {
  const columns = sql`day, facet, value, clicks, clickers, excluded`
  return sql`(
    select ${columns} from link_facets where link_id = ${linkId}
    union all select ${columns} from pending_facets where link_id = ${linkId})`
}
