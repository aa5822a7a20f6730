import { counted, countFigure, nounFor, percentFigure, rateFigure, timesFigure } from './figures.js'
import { tweetRatio } from './tweet-ratio.js'

/** Sums over tweets, each with the link clicks that its network reports. */
export interface ReportedTweets {
  tweets: number
  clicks: number
  /** Followers at each tweet's time. */
  followers: number
  /** The same of those tweets whose impressions are known, too. */
  seen: { impressions: number; clicks: number; followers: number }
}

/** What a network says of tweets, per follower. Its clicks are not people: nothing is left out. */
export interface ReportedRatio {
  /** Σ link clicks / Σ followers; null if no tweet has followers. */
  ratio: number | null
  /** Σ impressions / Σ followers, where impressions are known. */
  seen: number | null
  /** Σ link clicks / Σ impressions. */
  clickedWhenSeen: number | null
}

export const noTweets: ReportedTweets = {
  ...{ tweets: 0, clicks: 0, followers: 0 },
  seen: { impressions: 0, clicks: 0, followers: 0 },
}

const networkNames: Record<string, string> = { x: 'X', bluesky: 'Bluesky', mastodon: 'Mastodon' }

/** What people call it. */
export function networkName(network: string): string {
  return networkNames[network] ?? network
}

/** The sums of both. */
export function addReported(a: ReportedTweets, b: ReportedTweets): ReportedTweets {
  return {
    tweets: a.tweets + b.tweets,
    clicks: a.clicks + b.clicks,
    followers: a.followers + b.followers,
    seen: {
      impressions: a.seen.impressions + b.seen.impressions,
      clicks: a.seen.clicks + b.seen.clicks,
      followers: a.seen.followers + b.seen.followers,
    },
  }
}

export function reportedRatio({ clicks, followers, seen }: ReportedTweets): ReportedRatio {
  return {
    ratio: tweetRatio(clicks, followers),
    seen: tweetRatio(seen.impressions, seen.followers),
    clickedWhenSeen: tweetRatio(seen.clicks, seen.impressions),
  }
}

/**
 * "X reports 120 link clicks on 3 tweets: 0.40 % of the followers. Shown 2.5 times to each follower
 * × 0.16 % clicked when seen." It says whose number it is, because it is not ours.
 */
export function reportedSentence(network: string, tweets: ReportedTweets): string {
  const { ratio, seen, clickedWhenSeen } = reportedRatio(tweets)
  const all = `${network} reports ${counted(tweets.clicks, 'link click')} on ${countFigure(tweets.tweets)} ${nounFor(tweets.tweets, 'tweet')}`
  if (ratio === null) return `${all}.`
  const factors =
    seen === null || clickedWhenSeen === null
      ? ''
      : ` Shown ${timesFigure(seen)} times to each follower × ${percentFigure(clickedWhenSeen)} clicked when seen.`
  return `${all}: ${percentFigure(ratio)} of the followers.${factors}`
}

/** "By X's own counts, one follower of @a clicked as often as 3.1 of @b's." */
export function reportedRateSentence(
  from: { handle: string; network: string },
  to: { handle: string; network: string },
  rate: number | null,
): string {
  const names = [...new Set([from, to].map(({ network }) => networkName(network)))].join(' and ')
  if (rate === null) {
    return `What ${names} ${names.includes(' ') ? 'report' : 'reports'} of ${from.handle} and ${to.handle} does not suffice for a comparison.`
  }
  const [more, less, times] = rate < 1 && rate > 0 ? [to, from, 1 / rate] : [from, to, rate]
  return `By the counts of ${names}, one follower of ${more.handle} clicked as often as ${rateFigure(times)} of ${less.handle}'s.`
}
