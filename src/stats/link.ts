import { eq } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { links } from '../db/schema.js'
import { LinkGone, LinkNotFound } from '../errors.js'
import { slugPattern } from '../links/slug.js'
import { type LinkRow, selectLinks } from '../links/view.js'

/** A link with its tweet and totals. Throws LinkNotFound, also for a malformed slug, and LinkGone for a deleted link. */
export async function loadLink(db: Queryable, slug: string): Promise<LinkRow> {
  const [row] = slugPattern.test(slug) ? await selectLinks(db).where(eq(links.slug, slug)) : []
  if (row === undefined) throw new LinkNotFound({ slug })
  if (row.link.deletedAt !== null) throw new LinkGone({ slug, reason: 'deleted' })
  return row
}
