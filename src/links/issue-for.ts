import type { Handle } from '../accounts/handle.js'
import { ServiceError } from '../errors.js'
import { issueLinks } from './issue.js'
import type { Link } from './view.js'
import type { IssueContext } from './wish.js'

/**
 * A link to one target for each account, in order; unknown accounts are created. An account with a
 * usable link to exactly this target keeps it, so repeating a call creates nothing new. Throws
 * InvalidInput.
 */
export async function issueFor(ctx: IssueContext, url: string, accounts: Handle[]): Promise<Link[]> {
  const issued = await issueLinks(
    ctx,
    accounts.map(account => ({ url, account, findExisting: true })),
  )
  return issued.map(result => {
    if (result instanceof ServiceError) throw result
    return result.link
  })
}
