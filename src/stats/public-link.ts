import type { Context } from '../context.js'
import { LinkGone, LinkNotFound } from '../errors.js'
import type { FacetValue } from './breakdowns.js'
import { loadLink } from './link.js'
import { type LinkStats, linkStats } from './link-stats.js'
import { type TweetInfluence, tweetInfluence } from './tweet-influence.js'

const mostSources = 12

/** What a link shows to everybody; times in ISO 8601. */
export interface PublicLink {
  slug: string
  title: string | null
  /** Only where the account is public, too. */
  account: string | null
  tweet: { url: string | null; text: string | null } | null
  influence: Omit<TweetInfluence, 'slug' | 'account'>
  /** Over the link's life. */
  stats: Pick<LinkStats, 'clicks' | 'clickers' | 'unit' | 'series'>
  /** The largest. */
  sources: FacetValue[]
}

/** The public numbers of a link; null for what is unknown, private or deleted. */
export async function publicLink(ctx: Pick<Context, 'db' | 'now'>, slug: string): Promise<PublicLink | null> {
  try {
    const { link, tweet, handle, accountPublic } = await loadLink(ctx.db, slug)
    if (!link.public) return null
    const [{ slug: _slug, account: _account, ...influence }, stats] = await Promise.all([
      tweetInfluence(ctx, slug),
      linkStats(ctx, slug),
    ])
    const { clicks, clickers, unit, series, sources } = stats
    return {
      slug,
      title: link.title,
      account: accountPublic ? handle : null,
      tweet: tweet && { url: tweet.url, text: tweet.text },
      influence,
      stats: { clicks, clickers, unit, series },
      sources: sources.slice(0, mostSources),
    }
  } catch (error) {
    if (error instanceof LinkNotFound || error instanceof LinkGone) return null
    throw error
  }
}
