import { and, asc, isNull, sql } from 'drizzle-orm'
import { seesLink } from '../auth/access.js'
import { links } from '../db/schema.js'
import { selectLinks, showLink } from '../links/view.js'
import { type Export, pageAfterPage, pageSize, within } from './export.js'

const columns = [
  ...(['slug', 'shortUrl', 'url', 'title', 'tags', 'account', 'notes', 'externalId'] as const),
  ...(['enabled', 'public', 'forwardQuery', 'createdAt', 'expiresAt', 'maxClicks'] as const),
  ...(['clicks', 'clickers', 'excluded', 'importedClicks', 'importedFrom'] as const),
]

/**
 * Links that are not deleted, the oldest first, and by slug where many were made at once, so that
 * an import of them is exported alike. A span is of when they were made.
 */
export const linksExport: Export = {
  columns: [...columns, 'countedSince'],
  async *pages({ access, db, config }, span) {
    const read = (last: { link: { createdAt: Date; slug: string } } | undefined) =>
      selectLinks(db)
        .where(
          and(
            isNull(links.deletedAt),
            seesLink(access),
            ...within(links.createdAt, span),
            last &&
              sql`(${links.createdAt}, ${links.slug}) > (${last.link.createdAt.toISOString()}::timestamptz, ${last.link.slug})`,
          ),
        )
        .orderBy(asc(links.createdAt), asc(links.slug))
        .limit(pageSize)
    for await (const rows of pageAfterPage(read)) {
      yield rows.map(row => {
        const link = showLink(row, config)
        return {
          ...Object.fromEntries(columns.map(name => [name, link[name]])),
          countedSince: row.link.importedAt?.toISOString() ?? null,
        }
      })
    }
  },
}
