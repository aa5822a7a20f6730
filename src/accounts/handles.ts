import { and, asc, eq, sql } from 'drizzle-orm'
import { seesAccount } from '../auth/access.js'
import type { Context } from '../context.js'
import { accounts, followerCounts } from '../db/schema.js'

/** The first `limit` handles in order, optionally of public accounts only. */
export async function accountHandles(
  ctx: Pick<Context, 'access' | 'db'>,
  { publicOnly, limit }: { publicOnly: boolean; limit: number },
): Promise<string[]> {
  const rows = await ctx.db
    .select({ handle: accounts.handle })
    .from(accounts)
    .where(and(seesAccount(ctx.access, accounts.id), publicOnly ? eq(accounts.public, true) : undefined))
    .orderBy(asc(accounts.handleKey))
    .limit(limit)
  return rows.map(({ handle }) => handle)
}

/** An account that a form offers. */
export interface Choice {
  handle: string
  /** Whether any follower count of it is known. */
  counted: boolean
}

/** The first `limit` accounts by handle. */
export function accountChoices(ctx: Pick<Context, 'access' | 'db'>, limit: number): Promise<Choice[]> {
  // Not `exists`, for which the database reads the counts of all accounts.
  const counted = sql<boolean>`(
    select true from ${followerCounts} where ${followerCounts.accountId} = ${accounts.id} limit 1) is not null`
  return ctx.db
    .select({ handle: accounts.handle, counted })
    .from(accounts)
    .where(seesAccount(ctx.access, accounts.id))
    .orderBy(asc(accounts.handleKey))
    .limit(limit)
}
