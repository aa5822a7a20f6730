import { type SQL, sql } from 'drizzle-orm'

/**
 * What makes two targets one destination: the address without its utm_ parameters, which only say how somebody came
 * there. The query that is left keeps its order, and the fragment counts. An index may hold md5 of exactly this expression of
 * a link's url, so its constants are no parameters.
 */
export function destinationOf(url: SQL): SQL {
  return sql`regexp_replace(regexp_replace(${url}, '(?<=[?&])utm_[^&#]*&?', '', 'gi'), '[?&](?=#|$)', '')`
}
