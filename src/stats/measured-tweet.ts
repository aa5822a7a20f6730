import { tweetRatio } from '../influence/tweet-ratio.js'
import type { TweetNumbers } from '../scores/tweet-numbers.js'

/** A tweet's numbers inside the attribution window; times in ISO 8601. */
export interface MeasuredTweet {
  tweetedAt: string
  window: { from: string; to: string; open: boolean }
  followers: number | null
  followersCountedAt: string | null
  clicks: number
  /**
   * With several links, these and the numbers derived from them are sums: somebody who clicked two
   * of them counts twice.
   */
  clickers: number
  followerClickers: number
  spillover: number
  clicksPerFollower: number | null
  influence: number | null
}

export function measuredTweet(numbers: TweetNumbers, now: Date): MeasuredTweet {
  const { windowEndsAt, followers, clicks, clickers, followerClickers } = numbers
  const tweetedAt = numbers.tweetedAt.toISOString()
  return {
    tweetedAt,
    window: { from: tweetedAt, to: windowEndsAt.toISOString(), open: now < windowEndsAt },
    followers,
    followersCountedAt: numbers.followersCountedAt?.toISOString() ?? null,
    clicks,
    clickers,
    followerClickers,
    spillover: clickers - followerClickers,
    clicksPerFollower: tweetRatio(clicks, followers),
    influence: tweetRatio(followerClickers, followers),
  }
}
