import { and, asc, eq, gte, lte, ne } from 'drizzle-orm'
import { requireRight } from '../auth/access.js'
import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import { followerCounts } from '../db/schema.js'
import { transact } from '../db/transact.js'
import { dayMs } from '../durations.js'
import { ensureAccounts } from './ensure.js'
import { findAccounts } from './find.js'
import { lastSnapshot, putTyped } from './followers.js'
import type { Handle } from './handle.js'

/**
 * Stores how many followers an account has now, if somebody said it; an unknown account is made.
 * The same number of the last day is there already, so that a repeated import changes nothing.
 */
export async function tellFollowers(
  ctx: Pick<Context, 'access' | 'db' | 'now'>,
  handle: Handle,
  followers: number | null,
): Promise<void> {
  if (followers === null) return
  const now = ctx.now()
  await transact(ctx.db, async tx => {
    const account = (await ensureAccounts(tx, ctx, [handle])).get(handle.key)
    if (account === undefined) return
    const last = await lastSnapshot(tx, account)
    const isThere =
      last?.followers === followers &&
      now.getTime() - Date.parse(last.countedAt) < dayMs &&
      last.source !== 'analytics'
    if (isThere) return
    requireRight(ctx.access, 'accounts')
    await putTyped(tx, account, last, { followers, now })
  })
}

/**
 * The counts of an account between two times, both included, without those that were reckoned from
 * analytics. None of an unknown account.
 */
export async function countsBetween(
  db: Queryable,
  { key }: Handle,
  { from, to }: { from: Date; to: Date },
): Promise<{ at: Date; followers: number }[]> {
  const account = (await findAccounts(db, [key])).get(key)
  if (account === undefined) return []
  return db
    .select({ at: followerCounts.countedAt, followers: followerCounts.followers })
    .from(followerCounts)
    .where(
      and(
        eq(followerCounts.accountId, account.id),
        ne(followerCounts.source, 'analytics'),
        gte(followerCounts.countedAt, from),
        lte(followerCounts.countedAt, to),
      ),
    )
    .orderBy(asc(followerCounts.countedAt))
}
