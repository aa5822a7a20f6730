import { and, asc, gt } from 'drizzle-orm'
import { selectAccounts, showAccount } from '../accounts/view.js'
import { seesAccount } from '../auth/access.js'
import { accounts } from '../db/schema.js'
import { type Export, pageAfterPage, pageSize, within } from './export.js'

const columns = [
  ...(['handle', 'network', 'name', 'public', 'followers', 'followersCountedAt', 'createdAt'] as const),
]

/** Accounts with their newest follower count, by handle; a span is of when they were added. */
export const accountsExport: Export = {
  columns,
  async *pages({ access, db }, span) {
    const read = (last: { account: { handleKey: string } } | undefined) =>
      selectAccounts(db)
        .where(
          and(
            seesAccount(access, accounts.id),
            ...within(accounts.createdAt, span),
            last && gt(accounts.handleKey, last.account.handleKey),
          ),
        )
        .orderBy(asc(accounts.handleKey))
        .limit(pageSize)
    for await (const rows of pageAfterPage(read)) {
      yield rows.map(row => {
        const account = showAccount(row)
        return Object.fromEntries(columns.map(name => [name, account[name]]))
      })
    }
  },
}
