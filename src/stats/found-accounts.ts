import { type SQL, sql } from 'drizzle-orm'

/**
 * A condition on `a`: an account that has this text in its handle or its name, ignoring case; an
 * empty one finds all.
 */
export function isFound(q: string): SQL {
  if (q === '') return sql`true`
  return sql`(position(lower(${q}::text) in a.handle_key) > 0 or position(lower(${q}::text) in lower(a.name)) > 0)`
}
