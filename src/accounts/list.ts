import { asc, gt } from 'drizzle-orm'
import type { Context } from '../context.js'
import { accounts } from '../db/schema.js'
import { type CountedAccount, selectAccounts } from './view.js'

/** A page of accounts by handle; `after` and `next` are keys of accounts, `next` is null on the last page. */
export async function listAccounts(
  ctx: Pick<Context, 'db'>,
  { limit, after }: { limit: number; after?: string },
): Promise<{ accounts: CountedAccount[]; next: string | null }> {
  const rows = await selectAccounts(ctx.db)
    .where(after === undefined ? undefined : gt(accounts.handleKey, after))
    .orderBy(asc(accounts.handleKey))
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return { accounts: page, next: last?.account.handleKey ?? null }
}
