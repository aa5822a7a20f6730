import { findAccount } from '../../accounts/find.js'
import { parseHandle } from '../../accounts/handle.js'
import type { Context } from '../../context.js'
import { orNull } from '../../errors.js'
import { findLink } from '../../links/find.js'
import type { Changes } from '../../stats/changes.js'
import { keepReports } from '../../stats/keep-reports.js'
import { type PublicAccount, publicAccount } from '../../stats/public-account.js'
import { type PublicLink, publicLink } from '../../stats/public-link.js'
import { pageOfCard, readComparison } from '../card/comparison.js'
import type { Comparison } from '../card/comparison-drawing.js'

const mostReports = 1_000

/** Public reports by slug and by handle; null for what is unknown or private. */
export interface PublicReports {
  link(slug: string): Promise<PublicLink | null>
  account(handle: string): Promise<PublicAccount | null>
  /** What a card below /card/page/ compares, by its path there and query. */
  comparison(path: string): Promise<Comparison | null>
}

/**
 * Reads public reports, and caches them until something changes: a shared result may get thousands
 * of requests.
 */
export function keepPublicReports(
  ctx: Pick<Context, 'access' | 'db' | 'now' | 'config'>,
  changes: Pick<Changes, 'version'>,
): PublicReports {
  const readAccount = async (handle: string) => {
    const account = await orNull(findAccount(ctx, handle))
    return account && publicAccount(ctx, account)
  }
  const readLink = async (slug: string) => {
    const link = await orNull(findLink(ctx, slug))
    return link && publicLink(ctx, link)
  }
  const comparison = keepReports(changes, page => readComparison(ctx, page), mostReports)
  const account = keepReports(changes, readAccount, mostReports)
  return {
    link: keepReports(changes, readLink, mostReports),
    account: async handle => {
      const key = parseHandle(handle)?.key
      return key === undefined ? null : account(key)
    },
    comparison: async path => {
      const page = pageOfCard(path)
      return page === null ? null : comparison(page)
    },
  }
}
