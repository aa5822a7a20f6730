import { type SQL, sql } from 'drizzle-orm'

/**
 * What makes two targets one destination: the address without its utm_ parameters, which only say
 * how somebody came there. The query that is left keeps its order, and the fragment counts. An
 * index may hold md5 of exactly this expression of a link's url, so its constants are no
 * parameters.
 */
export function destinationOf(url: SQL): SQL {
  return sql`regexp_replace(regexp_replace(${url}, '(?<=[?&])utm_[^&#]*&?', '', 'gi'), '[?&](?=#|$)', '')`
}

/** The condition that an address leads to the same destination as this target, in normal form. */
export function leadsTo(url: SQL, target: string): SQL {
  const [found, asked] = [destinationOf(url), destinationOf(sql`${target}::text`)]
  // Cheap, and so it spares most links the comparison where no index of destinations helps.
  const start = /^[^?&#]*/.exec(target)?.[0] ?? ''
  return sql`starts_with(${url}, ${start}) and md5(${found}) = md5(${asked}) and ${found} = ${asked}`
}
