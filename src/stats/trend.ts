import { accountPosterior } from '../influence/account-posterior.js'
import type { Prior } from '../influence/prior.js'
import type { FollowerCount } from './followers.js'
import type { TweetNumbers } from './tweets.js'

/** An account's score from the tweets of one calendar month (UTC) alone. */
export interface TrendMonth {
  from: string
  to: string
  /** Of the last snapshot before the month's end; null before the first. */
  followers: number | null
  score: number
  interval: [number, number]
  tweets: number
}

/** The months in which at least one tweet with known followers was tweeted, oldest first. */
export function monthlyTrend(
  tweets: readonly TweetNumbers[],
  followers: readonly FollowerCount[],
  prior: Prior,
): TrendMonth[] {
  const months = new Map<number, TweetNumbers[]>()
  for (const tweet of tweets) {
    const start = monthStart(tweet.tweetedAt)
    const ofMonth = months.get(start) ?? []
    ofMonth.push(tweet)
    months.set(start, ofMonth)
  }
  const ordered = [...months].sort(([a], [b]) => a - b)
  return ordered.map(([from, ofMonth]) => {
    const to = nextMonth(from)
    const { score, interval } = accountPosterior(
      ofMonth.map(tweet => ({ h: tweet.followerClickers, f: tweet.followers })),
      prior,
    )
    return {
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      followers: followers.findLast(count => count.countedAt.getTime() < to)?.followers ?? null,
      score,
      interval,
      tweets: ofMonth.length,
    }
  })
}

function monthStart(time: Date): number {
  return Date.UTC(time.getUTCFullYear(), time.getUTCMonth())
}

function nextMonth(start: number): number {
  const time = new Date(start)
  return Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + 1)
}
