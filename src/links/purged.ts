import { createHash } from 'node:crypto'
import { type SQL, sql } from 'drizzle-orm'
import { bytes, unnest } from '../db/columns.js'
import type { Queryable } from '../db/connect.js'
import { purgedLinks } from '../db/schema.js'

/** How a slug is remembered whose link was erased. */
export function slugHash(slug: SQL): SQL {
  return sql`sha256(convert_to(${slug}, 'UTF8'))`
}

/**
 * Those of the slugs whose links were erased. No other link gets them: people who still have the
 * old address would be led where nobody meant to lead them.
 */
export async function purgedSlugs(db: Queryable, slugs: readonly string[]): Promise<Set<string>> {
  if (slugs.length === 0) return new Set()
  const byHash = new Map(slugs.map(slug => [createHash('sha256').update(slug).digest('hex'), slug]))
  const hashes = unnest(bytes([...byHash.keys()]))
  const rows = await db
    .select({ hash: purgedLinks.slugHash })
    .from(purgedLinks)
    .where(sql`${purgedLinks.slugHash} in (select ${hashes})`)
  return new Set(rows.flatMap(({ hash }) => byHash.get(hash.toString('hex')) ?? []))
}
