import { type SQL, sql } from 'drizzle-orm'

/**
 * Two targets are one destination if their addresses are equal without utm_ parameters, which only
 * say how a visitor got there. The rest of the query keeps its order, and the fragment counts. An
 * index may use the md5 of exactly this expression on a link's url, so its constants must not be
 * query parameters.
 */
export function destinationOf(url: SQL): SQL {
  return sql`regexp_replace(regexp_replace(${url}, '(?<=[?&])utm_[^&#]*&?', '', 'gi'), '[?&](?=#|$)', '')`
}

/** The SQL condition that an address has the same destination as this target in normal form. */
export function leadsTo(url: SQL, target: string): SQL {
  const [found, asked] = [destinationOf(url), destinationOf(sql`${target}::text`)]
  // A cheap test that skips most links if there is no index of destinations.
  const start = /^[^?&#]*/.exec(target)?.[0] ?? ''
  return sql`starts_with(${url}, ${start}) and md5(${found}) = md5(${asked}) and ${found} = ${asked}`
}
