import { csvLine } from '../../api/csv.js'
import type { ListedAccount } from '../../stats/account-table.js'

const columns = [
  ...(['handle', 'name', 'network', 'public', 'followers', 'followersCountedAt'] as const),
  ...(['score', 'low', 'high', 'followersWhoClick', 'rawRatio', 'medianTweet', 'tweets'] as const),
]

/** Accounts as CSV with a header line, page by page; ratios are 0 to 1. */
export async function* accountsCsv(pages: AsyncIterable<ListedAccount[]>): AsyncGenerator<string> {
  yield csvLine(columns)
  for await (const accounts of pages) yield accounts.map(line).join('')
}

/** Without the @, which a spreadsheet takes for the start of a formula. */
function line(account: ListedAccount): string {
  const plain = { ...account, handle: account.handle.slice(1) }
  return csvLine(columns.map(column => plain[column]))
}
