import { counted, countFigure, nounFor, percentFigure, timesFigure } from './figures.js'
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
