import { youngestMs } from '../influence/exposure.js'
import { tweetRatio } from '../influence/tweet-ratio.js'
import type { TweetNumbers } from '../scores/tweet-numbers.js'

/**
 * Whether it counts for the account's score: a draft was not tweeted yet; a tweet of the last hour
 * is too new; while its window is open, it counts with its exposure.
 */
export type TweetState = 'draft' | 'new' | 'open' | 'closed'

/** A tweet's numbers inside the attribution window; times in ISO 8601. */
export interface MeasuredTweet {
  state: TweetState
  /** Null, like the window, for a draft. */
  tweetedAt: string | null
  window: { from: string; to: string; open: boolean } | null
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
  const { windowEndsAt, countedHere, clicks, clickers, followerClickers } = numbers
  const state = tweetState(numbers, now)
  const tweetedAt = state === 'draft' ? null : numbers.tweetedAt.toISOString()
  const followers = state === 'draft' ? null : numbers.followers
  const to = windowEndsAt.toISOString()
  return {
    state,
    tweetedAt,
    window: tweetedAt === null ? null : { from: tweetedAt, to, open: now < windowEndsAt },
    followers,
    followersCountedAt: followers === null ? null : (numbers.followersCountedAt?.toISOString() ?? null),
    clicks,
    clickers,
    followerClickers,
    spillover: clickers - followerClickers,
    clicksPerFollower: countedHere ? tweetRatio(clicks, followers) : null,
    influence: countedHere ? tweetRatio(followerClickers, followers) : null,
  }
}

function tweetState({ isDraft, tweetedAt, windowEndsAt }: TweetNumbers, now: Date): TweetState {
  if (isDraft) return 'draft'
  if (now.getTime() - tweetedAt.getTime() < youngestMs) return 'new'
  return now < windowEndsAt ? 'open' : 'closed'
}
