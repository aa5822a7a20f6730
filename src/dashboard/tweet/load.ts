import { findAccount } from '../../accounts/find.js'
import { InvalidInput } from '../../errors.js'
import { toldSentence } from '../../influence/told-sentence.js'
import { findLink } from '../../links/find.js'
import { type Link, type LinkRow, showLink } from '../../links/view.js'
import { type AccountInfluence, accountInfluence } from '../../stats/account-influence.js'
import { type Hit, linkHits } from '../../stats/hits.js'
import { type LinkStats, linkStats } from '../../stats/link-stats.js'
import type { RangeQuery } from '../../stats/range.js'
import { type TweetInfluence, tweetInfluence } from '../../stats/tweet-influence.js'
import type { PageContext } from '../context.js'
import { type LinkFigures, linkFigures } from '../live/figures.js'
import { type RangeName, rangeSpan, ranges, readRangeName } from './ranges.js'

/** How many hits of each kind are listed. */
const limit = 20

/** What a link's page shows. */
export interface TweetView {
  link: Link
  influence: TweetInfluence
  figures: LinkFigures
  /** What the account's tweets, this one among them, tell of it; null if none counts. */
  told: string | null
  range: RangeName
  stats: LinkStats
  latest: Hit[]
  excluded: Hit[]
}

interface Asked {
  range?: string | undefined
  unit?: string | undefined
  timezone?: string | undefined
}

/** Throws LinkNotFound or LinkGone. */
export async function loadTweet(ctx: PageContext, slug: string, asked: Asked): Promise<TweetView> {
  const row = await findLink(ctx.db, slug)
  const influence = await tweetInfluence(ctx, row)
  const range = readRangeName(asked.range, influence.window)
  const [account, stats, latest, excluded] = await Promise.all([
    row.handle === null ? null : findAccount(ctx.db, row.handle).then(found => accountInfluence(ctx, found)),
    statsOf(
      ctx,
      row,
      { ...rangeSpan(range, influence.window, ctx.now()), unit: ranges[range].unit },
      { timezone: asked.timezone, ...(asked.unit !== undefined && { unit: asked.unit }) },
    ),
    linkHits(ctx, row.link.id, { kind: 'human', limit }),
    linkHits(ctx, row.link.id, { kind: 'excluded', limit }),
  ])
  const link = showLink(row, ctx.config)
  const { followerClickers: h, followers: f } = influence
  const figures = linkFigures({ ...link, tweet: link.tweet?.tweetedAt == null ? null : { h, f } })
  const told = account && tellsOf(account)
  return { link, influence, figures, told, range, stats, latest: latest.items, excluded: excluded.items }
}

function tellsOf({ handle, tweets, interval }: AccountInfluence): string | null {
  return interval === null ? null : toldSentence(handle, interval, tweets)
}

/** Ignores a unit that would give too many points, and an unknown time zone. */
function statsOf(ctx: PageContext, { link }: LinkRow, span: RangeQuery, asked: RangeQuery) {
  return linkStats(ctx, link, { ...span, ...asked }).catch(error => {
    if (error instanceof InvalidInput) return linkStats(ctx, link, span)
    throw error
  })
}
