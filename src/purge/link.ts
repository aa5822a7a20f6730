import { requireRight } from '../auth/access.js'
import type { Context } from '../context.js'
import { lockCounting } from '../db/locks.js'
import { transact } from '../db/transact.js'
import { lockEvenDeleted } from '../links/find.js'
import { eraseSoon } from './erase-soon.js'
import { forgetLinks } from './forget.js'

/**
 * Erases a link, also a deleted one, with everything that belongs to it: it is gone from every
 * answer at once, and from every table moments later. Nobody can bring it back, and its slug is
 * never given to another. Throws Forbidden or LinkNotFound.
 */
export async function purgeLink(
  ctx: Pick<Context, 'access' | 'db' | 'now' | 'links' | 'log'>,
  slug: string,
): Promise<void> {
  requireRight(ctx.access, 'accounts')
  await transact(ctx.db, async tx => {
    await lockCounting(tx, 'exclusive')
    const link = await lockEvenDeleted(tx, ctx.access, slug)
    await forgetLinks(tx, [link.id], ctx.now())
  })
  ctx.links.changed(slug)
  await eraseSoon(ctx)
}
