import { countFigure, percentWithInterval } from './figures.js'
import type { TweetCount } from './tweet-count.js'
import { tweetInterval } from './tweet-interval.js'
import { tweetRatio } from './tweet-ratio.js'

/** "400 of 20,000 followers clicked: 2.0 % (1.8–2.2 %)." Over 100 %, or without known followers, it is worded otherwise. */
export function tweetSentence({ h, f }: TweetCount): string {
  const people = `${countFigure(h)} ${h === 1 ? 'person' : 'people'} clicked`
  const ratio = tweetRatio(h, f)
  const interval = tweetInterval(h, f)
  if (f === null) return `${people}; how many followed at that time is unknown.`
  if (ratio === null || interval === null) return `${people}; the account had no followers.`
  const followers = `${countFigure(f)} ${f === 1 ? 'follower' : 'followers'}`
  const subject = h > f ? `${people} for ${followers}` : `${countFigure(h)} of ${followers} clicked`
  return `${subject}: ${percentWithInterval(ratio, interval)}.`
}
