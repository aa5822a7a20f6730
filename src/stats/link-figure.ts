import type { Context } from '../context.js'
import { LinkNotFound } from '../errors.js'
import { countFigure, percentFigure } from '../influence/figures.js'
import type { LinkRow } from '../links/view.js'
import type { Metric } from './metric.js'
import { linkInfluence } from './tweet-influence.js'

/**
 * One number of a public link as a few characters, such as "1,234" or "2.0 %"; null if it is
 * unknown. A link's followers who click are its tweet's follower clickers; they are unknown before
 * it was tweeted, and for an account that had no followers. Throws LinkNotFound for a private link.
 */
export async function linkFigure(
  ctx: Pick<Context, 'db' | 'now'>,
  row: LinkRow,
  metric: Metric,
): Promise<string | null> {
  const { link, clicks, clickers } = row
  if (!link.public) throw new LinkNotFound({ slug: link.slug })
  if (metric === 'clicks') return countFigure(clicks)
  if (metric === 'clickers') return countFigure(clickers)
  const { tweetedAt, followers, influence, followerClickers } = await linkInfluence(ctx, row)
  if (metric === 'followersWhoClick') {
    return tweetedAt === null || followers === 0 ? null : countFigure(followerClickers)
  }
  return influence === null ? null : percentFigure(influence)
}
