import { asc, eq, sql } from 'drizzle-orm'
import type { Context } from '../context.js'
import { accounts, followerCounts } from '../db/schema.js'

/** The first `limit` handles in order, optionally of public accounts only. */
export async function accountHandles(
  ctx: Pick<Context, 'db'>,
  { publicOnly, limit }: { publicOnly: boolean; limit: number },
): Promise<string[]> {
  const rows = await ctx.db
    .select({ handle: accounts.handle })
    .from(accounts)
    .where(publicOnly ? eq(accounts.public, true) : undefined)
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
export function accountChoices(ctx: Pick<Context, 'db'>, limit: number): Promise<Choice[]> {
  const counted = sql<boolean>`exists (
    select from ${followerCounts} where ${followerCounts.accountId} = ${accounts.id})`
  return ctx.db
    .select({ handle: accounts.handle, counted })
    .from(accounts)
    .orderBy(asc(accounts.handleKey))
    .limit(limit)
}
