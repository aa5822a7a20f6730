import { eq } from 'drizzle-orm'
import type { Context } from '../context.js'
import { links } from '../db/schema.js'
import { transact } from '../db/transact.js'
import { announceLink } from './announce.js'
import { lockLink } from './find.js'

/**
 * Deletes a link: its slug answers 410 from now on and is never given to another; its clicks still
 * count for its tweet and account. Throws LinkNotFound, or LinkGone if it is already deleted.
 */
export async function removeLink(
  ctx: Pick<Context, 'access' | 'db' | 'now' | 'links'>,
  slug: string,
): Promise<void> {
  await transact(ctx.db, async tx => {
    const link = await lockLink(tx, ctx.access, slug)
    await tx.update(links).set({ deletedAt: ctx.now(), updatedAt: ctx.now() }).where(eq(links.id, link.id))
    await announceLink(tx, slug)
  })
  ctx.links.changed(slug)
}
