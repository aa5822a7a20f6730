import { and, desc, eq, lt } from 'drizzle-orm'
import { requireRight } from '../auth/access.js'
import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import { announceFigures } from '../db/figures.js'
import { type Page, type PageQuery, pagesOf } from '../db/pages.js'
import { followerCounts } from '../db/schema.js'
import { transact } from '../db/transact.js'
import { hourMs } from '../durations.js'
import { SnapshotNotFound } from '../errors.js'
import { markCounted, markStale } from '../scores/mark-stale.js'
import { type AccountRow, findAccount } from './find.js'

/** A follower count at a point in time (ISO 8601). */
export interface Snapshot {
  followers: number
  countedAt: string
  /**
   * Who counted: manual, csv, analytics (reckoned from its changes), archive (of X, on its day), x,
   * bluesky or mastodon.
   */
  source: string
}

/** A count typed by hand that is corrected within this time was a mistake. */
const correctionMs = hourMs

/**
 * Stores a count that somebody typed, as of now. It replaces one typed in the hour before: a
 * mistake must not stay with the tweets of that hour, nor, as the first, with all earlier ones.
 * Throws AccountNotFound.
 */
export async function typeFollowers(
  ctx: Pick<Context, 'access' | 'db' | 'now'>,
  handle: string,
  followers: number,
): Promise<Snapshot> {
  requireRight(ctx.access, 'accounts')
  return transact(ctx.db, async tx => {
    const account = await findAccount({ ...ctx, db: tx }, handle)
    return putTyped(tx, account, await lastSnapshot(tx, account), { followers, now: ctx.now() })
  })
}

/** The same for an account and its last snapshot that are at hand. Call it within `transact`. */
export function putTyped(
  tx: Queryable,
  account: AccountRow,
  last: Snapshot | undefined,
  { followers, now }: { followers: number; now: Date },
): Promise<Snapshot> {
  const corrects =
    last?.source === 'manual' && now.getTime() - Date.parse(last.countedAt) < correctionMs ? last : undefined
  const countedAt = corrects === undefined ? now : new Date(corrects.countedAt)
  return putSnapshot(tx, account, { followers, countedAt })
}

/** The sources that a request may name; the others are counted by this service. */
export type ToldSource = 'manual' | 'archive'

/** Stores a snapshot; replaces one of the same account and time. Throws AccountNotFound. */
export async function addSnapshot(
  ctx: Pick<Context, 'access' | 'db'>,
  handle: string,
  count: NewCount,
): Promise<Snapshot> {
  requireRight(ctx.access, 'accounts')
  return transact(ctx.db, async tx => putSnapshot(tx, await findAccount({ ...ctx, db: tx }, handle), count))
}

interface NewCount {
  followers: number
  countedAt: Date
  source?: ToldSource | undefined
}

async function putSnapshot(
  tx: Queryable,
  { id }: AccountRow,
  { followers, countedAt, source = 'manual' }: NewCount,
): Promise<Snapshot> {
  await tx
    .insert(followerCounts)
    .values({ accountId: id, countedAt, followers, source })
    .onConflictDoUpdate({
      target: [followerCounts.accountId, followerCounts.countedAt],
      set: { followers, source },
    })
  await markCounted(tx, [id], countedAt)
  await announceFigures(tx)
  return { followers, countedAt: countedAt.toISOString(), source }
}

/** Throws SnapshotNotFound. */
export async function readSnapshot(
  ctx: Pick<Context, 'db'>,
  account: AccountRow,
  countedAt: Date,
): Promise<Snapshot> {
  const [row] = await ctx.db.select().from(followerCounts).where(countedThen(account, countedAt))
  if (row === undefined) throw notCountedThen(account, countedAt)
  return showSnapshot(row)
}

/** Throws AccountNotFound or SnapshotNotFound. */
export async function removeSnapshot(
  ctx: Pick<Context, 'access' | 'db'>,
  handle: string,
  countedAt: Date,
): Promise<void> {
  requireRight(ctx.access, 'accounts')
  await transact(ctx.db, async tx => {
    const account = await findAccount({ ...ctx, db: tx }, handle)
    const removed = await tx.delete(followerCounts).where(countedThen(account, countedAt)).returning()
    if (removed.length === 0) throw notCountedThen(account, countedAt)
    await markStale(tx, [account.id])
    await announceFigures(tx)
  })
}

function countedThen({ id }: AccountRow, countedAt: Date) {
  return and(eq(followerCounts.accountId, id), eq(followerCounts.countedAt, countedAt))
}

function notCountedThen({ handle }: AccountRow, countedAt: Date) {
  return new SnapshotNotFound({ handle, countedAt: countedAt.toISOString() })
}

function showSnapshot({ followers, countedAt, source }: typeof followerCounts.$inferSelect): Snapshot {
  return { followers, countedAt: countedAt.toISOString(), source }
}

/** The newest snapshot, if there is one. */
export async function lastSnapshot(db: Queryable, { id }: AccountRow): Promise<Snapshot | undefined> {
  const [row] = await db
    .select()
    .from(followerCounts)
    .where(eq(followerCounts.accountId, id))
    .orderBy(desc(followerCounts.countedAt))
    .limit(1)
  return row && showSnapshot(row)
}

export const snapshotPages = pagesOf('followers', 'time')

/** A page of snapshots, newest first. Throws InvalidInput for a foreign cursor. */
export async function listSnapshots(
  ctx: Pick<Context, 'db'>,
  { id }: AccountRow,
  query: PageQuery,
): Promise<Page<Snapshot>> {
  const { after, atMost, cut } = snapshotPages.open(query, { account: id })
  const rows = await ctx.db
    .select()
    .from(followerCounts)
    .where(
      and(
        eq(followerCounts.accountId, id),
        after === undefined ? undefined : lt(followerCounts.countedAt, new Date(after)),
      ),
    )
    .orderBy(desc(followerCounts.countedAt))
    .limit(atMost)
  return cut(rows.map(showSnapshot), ({ countedAt }) => countedAt)
}
