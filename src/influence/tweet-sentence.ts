import { percentWithInterval } from './figures.js'
import { travelled } from './travelled.js'
import type { TweetCount } from './tweet-count.js'
import { tweetInterval } from './tweet-interval.js'
import { tweetPeople } from './tweet-people.js'
import { tweetRatio } from './tweet-ratio.js'

/** Said beside the numbers of a tweet whose window had ended when its link was made. */
export const madeAfterWindow =
  "This link was made after the tweet's window had ended, so nobody could click it then. Is the time right?"

/** The sentence of a draft. */
export const notTweetedYet = 'Not tweeted yet.'
/** The sentence of a tweet whose links were imported after it. */
export const notCountedHere =
  'The link was imported after the tweet: who clicked before was counted elsewhere, not here.'
/** What is said of a link without a tweet. */
export const noTweet = 'the link belongs to no tweet'

/**
 * "400 of 20,000 followers clicked: 2.0 % (likely 1.8–2.2 %)." Above 100 %, or with unknown
 * followers, the wording differs.
 */
export function tweetSentence({ h, f }: TweetCount): string {
  const people = tweetPeople({ h, f })
  const ratio = tweetRatio(h, f)
  const interval = tweetInterval(h, f)
  if (ratio === null || interval === null) return `${people}; ${noRatio(f)}.`
  const share = `${people}: ${percentWithInterval(ratio, interval)}`
  return ratio > 1 ? `${share}, ${travelled}.` : `${share}.`
}

/** Why there is no ratio. */
export function noRatio(followers: number | null): string {
  return followers === null ? 'how many followed at that time is unknown' : 'the account had no followers'
}
