import { eq } from 'drizzle-orm'
import type { Context } from '../context.js'
import { links } from '../db/schema.js'
import { transact } from '../db/transact.js'
import { announceLink } from './announce.js'
import { lockEvenDeleted } from './find.js'
import { type Link, viewLink } from './view.js'

/**
 * Brings a deleted link back, as it was; one that is not deleted stays as it is. No other link can
 * have its slug. Throws LinkNotFound.
 */
export async function restoreLink(
  ctx: Pick<Context, 'access' | 'db' | 'config' | 'now' | 'links'>,
  slug: string,
): Promise<Link> {
  const link = await transact(ctx.db, async tx => {
    const { id, deletedAt } = await lockEvenDeleted(tx, ctx.access, slug)
    if (deletedAt !== null) {
      await tx.update(links).set({ deletedAt: null, updatedAt: ctx.now() }).where(eq(links.id, id))
      await announceLink(tx, slug)
    }
    return viewLink(tx, eq(links.id, id), ctx.config)
  })
  ctx.links.changed(slug)
  return link
}
