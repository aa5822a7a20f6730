import { and, eq, inArray, isNull } from 'drizzle-orm'
import { type Access, requireRight, seesLink } from '../auth/access.js'
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
export async function findLink(ctx: Pick<Context, 'db' | 'access'>, slug: string): Promise<LinkRow> {
  const row = await findEvenDeleted(ctx, slug)
  requireThere(row.link)
  return row
}

/** The same, also for a deleted link: its numbers stay. Throws LinkNotFound. */
export async function findEvenDeleted(
  { db, access }: Pick<Context, 'db' | 'access'>,
  slug: string,
): Promise<LinkRow> {
  const own = and(eq(links.slug, slug), seesLink(access))
  const [row] = slugPattern.test(slug) ? await selectLinks(db).where(own) : []
  if (row === undefined) throw new LinkNotFound({ slug })
  return row
}

function requireThere({ slug, deletedAt }: Pick<StoredLink, 'slug' | 'deletedAt'>): void {
  if (deletedAt !== null) throw new LinkGone({ slug, reason: 'deleted' })
}

/** The same, in the form the API shows. */
export async function readLink(ctx: Pick<Context, 'db' | 'config' | 'access'>, slug: string): Promise<Link> {
  return showLink(await findLink(ctx, slug), ctx.config)
}

/** The same of several, in no order; those that are not seen or are deleted are left out. */
export async function readLinks(
  { db, config, access }: Pick<Context, 'db' | 'config' | 'access'>,
  slugs: string[],
): Promise<Link[]> {
  const rows = await selectLinks(db).where(
    and(inArray(links.slug, slugs), isNull(links.deletedAt), seesLink(access)),
  )
  return rows.map(row => showLink(row, config))
}

/** Those of the slugs whose links are seen. */
export async function seenSlugs(
  { db, access }: Pick<Context, 'access' | 'db'>,
  slugs: string[],
): Promise<string[]> {
  if (!access.limited || slugs.length === 0) return slugs
  const rows = await db
    .select({ slug: links.slug })
    .from(links)
    .where(and(inArray(links.slug, slugs), seesLink(access)))
  return rows.map(({ slug }) => slug)
}

/**
 * The link, locked until the end of the transaction, for a change. Throws Forbidden, LinkNotFound,
 * or LinkGone for a deleted link.
 */
export async function lockLink(tx: Queryable, access: Access, slug: string): Promise<StoredLink> {
  const link = await lockEvenDeleted(tx, access, slug)
  requireThere(link)
  return link
}

/** The same, also for a deleted link. Throws Forbidden or LinkNotFound. */
export async function lockEvenDeleted(tx: Queryable, access: Access, slug: string): Promise<StoredLink> {
  requireRight(access, 'links')
  const found = slugPattern.test(slug)
    ? await tx
        .select()
        .from(links)
        .where(and(eq(links.slug, slug), seesLink(access)))
        .for('update')
    : []
  const [row] = found
  if (row === undefined) throw new LinkNotFound({ slug })
  return row
}
