import type { Context } from '../context.js'
import type { LinkRow } from '../links/view.js'
import type { FacetValue } from './breakdowns.js'
import { type LinkStats, linkStats } from './link-stats.js'
import { throughXForIphone, type XForIphone } from './postings.js'
import { type LinkInfluence, linkInfluence } from './tweet-influence.js'

const mostSources = 12

/** The public numbers of a link; times in ISO 8601. */
export interface PublicLink {
  slug: string
  title: string | null
  /** Only if the account is public, too. */
  account: string | null
  tweet: { url: string | null; text: string | null } | null
  influence: Omit<LinkInfluence, 'slug' | 'account'>
  /** Null for a link without a tweet. */
  xForIphone: XForIphone | null
  /** Over the link's whole life. */
  stats: Pick<LinkStats, 'clicks' | 'clickers' | 'unit' | 'series'>
  /** The largest. */
  sources: FacetValue[]
}

/** Reads a link's public numbers; null for a private one. */
export async function publicLink(ctx: Pick<Context, 'db' | 'now'>, row: LinkRow): Promise<PublicLink | null> {
  const { link, tweet, handle, accountPublic } = row
  if (!link.public) return null
  const [{ slug, account: _, ...influence }, stats] = await Promise.all([
    linkInfluence(ctx, row),
    linkStats(ctx, link),
  ])
  const xForIphone = tweet === null ? null : await throughXForIphone(ctx, link.id, influence)
  const { clicks, clickers, unit, series, sources } = stats
  return {
    slug,
    title: link.title,
    account: accountPublic ? handle : null,
    tweet: tweet && { url: tweet.url, text: tweet.text },
    influence,
    xForIphone,
    stats: { clicks, clickers, unit, series },
    sources: sources.slice(0, mostSources),
  }
}
