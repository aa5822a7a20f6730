import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { links } from '../db/schema.js'
import { slices } from '../typed/slices.js'
import { purgedSlugs } from './purged.js'

/** The names of the links that exist, with their targets; null for a deleted or erased one. */
export type Taken = Map<string, string | null>

const namesAtOnce = 2_000

/** Which of these slugs have a link. */
export async function takenSlugs(db: Queryable, slugs: readonly string[]): Promise<Taken> {
  const taken: Taken = new Map()
  for (const some of slices([...new Set(slugs)], namesAtOnce)) {
    const rows = await db.execute<{ slug: string; url: string | null }>(sql`
      select ${links.slug} as slug, case when ${links.deletedAt} is null then ${links.url} end as url
      from ${links} join jsonb_array_elements_text(${JSON.stringify(some)}::text::jsonb) as asked(slug)
        on ${links.slug} = asked.slug`)
    for (const { slug, url } of rows) taken.set(slug, url)
    for (const slug of await purgedSlugs(db, some)) taken.set(slug, null)
  }
  return taken
}
