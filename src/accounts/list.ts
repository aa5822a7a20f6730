import { and, asc, gt } from 'drizzle-orm'
import { seesAccount } from '../auth/access.js'
import type { Context } from '../context.js'
import { type Page, type PageQuery, pagesOf } from '../db/pages.js'
import { accounts } from '../db/schema.js'
import { type CountedAccount, selectAccounts } from './view.js'

export const accountPages = pagesOf('accounts', 'text')

/** A page of accounts by handle. Throws InvalidInput for a foreign cursor. */
export async function listAccounts(
  ctx: Pick<Context, 'access' | 'db'>,
  query: PageQuery,
): Promise<Page<CountedAccount>> {
  const { after, atMost, cut } = accountPages.open(query)
  const rows = await selectAccounts(ctx.db)
    .where(
      and(
        seesAccount(ctx.access, accounts.id),
        after === undefined ? undefined : gt(accounts.handleKey, after),
      ),
    )
    .orderBy(asc(accounts.handleKey))
    .limit(atMost)
  return cut(rows, ({ account }) => account.handleKey)
}
