import { and, asc, eq, sql } from 'drizzle-orm'
import { seesLink } from '../auth/access.js'
import { links } from '../db/schema.js'
import { c, hitColumns, showHit } from '../stats/hits.js'
import { type Export, pageAfterPage, pageSize, within } from './export.js'

/**
 * Every hit of all links, deleted ones too, with its verdict: by link, the oldest first, which is
 * the order in which they are stored.
 */
export const clicksExport: Export = {
  columns: ['slug', ...hitColumns],
  async *pages({ access, db }, span) {
    const read = (last: { hit: { linkId: number; clickedAt: Date; id: string } } | undefined) =>
      db
        .select({ hit: c, slug: links.slug })
        .from(c)
        .innerJoin(links, eq(links.id, c.linkId))
        .where(
          and(
            seesLink(access),
            ...within(c.clickedAt, span),
            last &&
              sql`(${c.linkId}, ${c.clickedAt}, ${c.id}) > (${last.hit.linkId}::bigint, ${last.hit.clickedAt.toISOString()}::timestamptz, ${last.hit.id}::uuid)`,
          ),
        )
        .orderBy(asc(c.linkId), asc(c.clickedAt), asc(c.id))
        .limit(pageSize)
    for await (const rows of pageAfterPage(read)) {
      yield rows.map(({ hit, slug }) => {
        const shown = showHit(hit)
        return { slug, ...Object.fromEntries(hitColumns.map(name => [name, shown[name]])) }
      })
    }
  },
}
