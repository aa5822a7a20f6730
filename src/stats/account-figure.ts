import { eq, sql } from 'drizzle-orm'
import type { AccountRow } from '../accounts/find.js'
import type { Context } from '../context.js'
import { links, linkTotals, tweets } from '../db/schema.js'
import { AccountNotFound } from '../errors.js'
import { countFigure, peopleFigure, percentFigure } from '../influence/figures.js'
import { accountInfluence } from './account-influence.js'
import type { Metric } from './metric.js'

/**
 * One number of a public account as a few characters, such as "1,234" or "2.0 %"; null if it is
 * unknown. Clicks and clickers are the sums over all its links. Throws AccountNotFound for a
 * private account.
 */
export async function accountFigure(
  ctx: Pick<Context, 'db' | 'now' | 'config'>,
  account: AccountRow,
  metric: Metric,
): Promise<string | null> {
  if (!account.public) throw new AccountNotFound({ handle: account.handle })
  if (metric === 'clicks' || metric === 'clickers') {
    const [total] = await ctx.db
      .select({ sum: sql`coalesce(sum(${linkTotals[metric]}), 0)`.mapWith(Number) })
      .from(tweets)
      .innerJoin(links, eq(links.tweetId, tweets.id))
      .innerJoin(linkTotals, eq(linkTotals.linkId, links.id))
      .where(eq(tweets.accountId, account.id))
    return countFigure(total?.sum ?? 0)
  }
  const report = await accountInfluence(ctx, account)
  if (metric === 'influence') return report.score === null ? null : percentFigure(report.score)
  return report.followersWhoClick === null ? null : peopleFigure(report.followersWhoClick)
}
