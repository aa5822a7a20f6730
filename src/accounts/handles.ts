import { asc, eq } from 'drizzle-orm'
import type { Context } from '../context.js'
import { accounts } from '../db/schema.js'

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
