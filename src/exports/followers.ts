import { and, asc, eq, sql } from 'drizzle-orm'
import { seesAccount } from '../auth/access.js'
import { accounts, followerCounts } from '../db/schema.js'
import { type Export, pageAfterPage, pageSize, within } from './export.js'

/** Every follower count, by account, the oldest first, as the import of histories takes them. */
export const followersExport: Export = {
  columns: ['handle', 'date', 'followers', 'source'],
  async *pages({ access, db }, span) {
    const read = (last: { count: { accountId: number; countedAt: Date } } | undefined) =>
      db
        .select({ handle: accounts.handle, count: followerCounts })
        .from(followerCounts)
        .innerJoin(accounts, eq(accounts.id, followerCounts.accountId))
        .where(
          and(
            seesAccount(access, followerCounts.accountId),
            ...within(followerCounts.countedAt, span),
            last &&
              sql`(${followerCounts.accountId}, ${followerCounts.countedAt}) > (${last.count.accountId}::bigint, ${last.count.countedAt.toISOString()}::timestamptz)`,
          ),
        )
        .orderBy(asc(followerCounts.accountId), asc(followerCounts.countedAt))
        .limit(pageSize)
    for await (const rows of pageAfterPage(read)) {
      yield rows.map(({ handle, count: { countedAt, followers, source } }) => ({
        handle,
        date: countedAt.toISOString(),
        followers,
        source,
      }))
    }
  },
}
