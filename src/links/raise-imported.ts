import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Context } from '../context.js'
import { links } from '../db/schema.js'
import { slices } from '../typed/slices.js'

const rowsAtOnce = 500

/** What the links of another shortener had counted there, by slug; null if that is not known. */
export async function importedCounts(
  { db }: Pick<Context, 'db'>,
  from: string,
  slugs: readonly string[],
): Promise<Map<string, number | null>> {
  const found = new Map<string, number | null>()
  for (const some of slices(slugs, rowsAtOnce)) {
    const rows = await db
      .select({ slug: links.slug, clicks: links.importedClicks })
      .from(links)
      .where(and(inArray(links.slug, some), eq(links.importedFrom, from), isNull(links.deletedAt)))
    for (const { slug, clicks } of rows) found.set(slug, clicks)
  }
  return found
}

/** Stores such counts; they only ever grow. */
export async function raiseImported(
  { db }: Pick<Context, 'db'>,
  from: string,
  counts: readonly { slug: string; clicks: number }[],
): Promise<void> {
  for (const some of slices(counts, rowsAtOnce)) {
    await db.execute(sql`
      update ${links} set imported_clicks = greatest(imported_clicks, r.clicks)
      from jsonb_to_recordset(${JSON.stringify(some)}::text::jsonb) as r (slug text, clicks bigint)
      where ${links.slug} = r.slug and imported_from = ${from} and deleted_at is null`)
  }
}
