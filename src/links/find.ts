import { eq } from 'drizzle-orm'
import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import { links } from '../db/schema.js'
import { LinkGone, LinkNotFound } from '../errors.js'
import { slugPattern } from './slug.js'
import { type Link, type LinkRow, selectLinks, showLink } from './view.js'

export type StoredLink = typeof links.$inferSelect

/**
 * The link with a slug, its tweet and totals. Throws LinkNotFound, also for a malformed slug, or
 * LinkGone for a deleted link.
 */
export async function findLink(db: Queryable, slug: string): Promise<LinkRow> {
  const [row] = slugPattern.test(slug) ? await selectLinks(db).where(eq(links.slug, slug)) : []
  if (row === undefined) throw new LinkNotFound({ slug })
  if (row.link.deletedAt !== null) throw new LinkGone({ slug, reason: 'deleted' })
  return row
}

/** The same, in the form the API shows. */
export async function readLink(ctx: Pick<Context, 'db' | 'config'>, slug: string): Promise<Link> {
  return showLink(await findLink(ctx.db, slug), ctx.config)
}

/**
 * The link, locked until the end of the transaction. Throws LinkNotFound, or LinkGone for a deleted
 * link.
 */
export async function lockLink(tx: Queryable, slug: string): Promise<StoredLink> {
  const found = slugPattern.test(slug)
    ? await tx.select().from(links).where(eq(links.slug, slug)).for('update')
    : []
  const [row] = found
  if (row === undefined) throw new LinkNotFound({ slug })
  if (row.deletedAt !== null) throw new LinkGone({ slug, reason: 'deleted' })
  return row
}
