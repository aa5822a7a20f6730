import { and, asc, eq, sql } from 'drizzle-orm'
import { seesLink } from '../auth/access.js'
import { links } from '../db/schema.js'
import { c, hitColumns, showHit } from '../stats/hits.js'
import { flagList } from '../typed/flags.js'
import { type Export, pageAfterPage, pageSize, within } from './export.js'

/**
 * Every hit of all links, deleted ones too, with its verdict: by link, the oldest first, which is
 * the order in which they are stored. What an import needs besides: the facts that rules judge by;
 * when the link was made, because another one may have its name elsewhere; and since when the file
 * has all of its hits, if not since the beginning.
 */
export const clicksExport: Export = {
  columns: ['slug', ...hitColumns, 'hints', 'linkCreatedAt', 'countedSince'],
  async *pages({ access, db, now }, span) {
    // What comes after the end of the span is missing, so all hits are known from now on only.
    const limits = [span.from, ...(span.to === undefined || span.to >= now() ? [] : [now()])]
    const countedSince = (importedAt: Date | null) => {
      const since = Math.max(...[importedAt, ...limits].map(Number).filter(Number.isFinite), 0)
      return since === 0 ? null : new Date(since).toISOString()
    }
    const read = (last: { hit: { linkId: number; clickedAt: Date; id: string } } | undefined) =>
      db
        .select({
          hit: c,
          link: { slug: links.slug, createdAt: links.createdAt, importedAt: links.importedAt },
        })
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
      yield rows.map(({ hit, link }) => {
        const shown = showHit(hit)
        return {
          slug: link.slug,
          ...Object.fromEntries(hitColumns.map(name => [name, shown[name]])),
          hints: flagList(hit.hints),
          linkCreatedAt: link.createdAt.toISOString(),
          countedSince: countedSince(link.importedAt),
        }
      })
    }
  },
}
