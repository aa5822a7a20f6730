import type { Interval } from './confidence.js'
import { counted, countFigure, likely, peopleFigure, peopleInterval, percentFigure } from './figures.js'
import { followersWhoClick } from './followers-who-click.js'
import { roughness } from './roughness.js'
import { travelled } from './travelled.js'

/** An account's answer in numbers. Without a tweet that counts, the first three are null. */
export interface AccountNumbers {
  score: number | null
  interval: Interval | null
  rawRatio: number | null
  /** Today; null if unknown. */
  followers: number | null
  /** Number of tweets that count. */
  tweets: number
  /** Tweets whose clicks are still coming. */
  openTweets: number
  /** Tweets that cannot count, because their followers are unknown or 0; 0 by default. */
  tweetsWithoutFollowers?: number
}

/**
 * What was seen, and then what it tells of the account, and how roughly: "@me's one tweet was
 * clicked by 80 % of the followers. Its 500 followers act like 261 who all click (likely
 * 100–1,077): one tweet, so still rough." While clicks are still coming it says so.
 */
export function accountSentence(handle: string, numbers: AccountNumbers): string {
  const { score, interval, rawRatio, tweets, openTweets } = numbers
  if (tweets === 0 || score === null || interval === null) {
    return numbers.tweetsWithoutFollowers ? unknownFollowers(handle) : noCountedTweet(handle)
  }
  const which = tweets === 1 ? 'one tweet was' : `${countFigure(tweets)} tweets were`
  const seen = `${handle}'s ${which} clicked by ${clickedBy(rawRatio ?? 0, openTweets > 0)}.`
  if (isTooFew(numbers, interval)) {
    return `${seen} With ${counted(numbers.followers ?? 0, 'follower')} that tells little${soRough(tweets)}.`
  }
  return `${seen} ${acting(numbers, score, interval)}${soRough(tweets)}.`
}

/**
 * What stands beside a score and its interval, and repeats neither: "Its 500 followers act like 261
 * who all click: one tweet, so still rough."
 */
export function besideScore(handle: string, { score, followers, tweets }: AccountNumbers): string {
  if (tweets === 0 || score === null) return noCountedTweet(handle)
  const people = followersWhoClick(score, followers)
  if (followers === null || people === null) return `How many followers ${handle} has is unknown.`
  return `${actLike(followers, people)}${soRough(tweets)}.`
}

function soRough(tweets: number): string {
  const rough = roughness(tweets)
  return rough === null ? '' : `: ${rough}`
}

/** Said in place of a score. */
export function noCountedTweet(handle: string): string {
  return `${handle} has no counted tweet yet.`
}

function unknownFollowers(handle: string): string {
  return `${handle} has no counted tweet yet, because how many followed it is unknown or 0: add a follower count.`
}

/**
 * With one or two followers, the estimate may lie wholly below what was seen: it says more of other
 * accounts than of this one.
 */
function isTooFew({ followers, rawRatio }: AccountNumbers, [, high]: Interval): boolean {
  return followers !== null && followers > 0 && followers < 10 && (rawRatio ?? 0) > high
}

function clickedBy(ratio: number, soFar: boolean): string {
  const figure = ratio === 0 ? 'none' : percentFigure(ratio)
  return `${figure} of the followers${soFar ? ' so far' : ''}${ratio > 1 ? `, ${travelled}` : ''}`
}

function acting({ followers, openTweets }: AccountNumbers, score: number, interval: Interval): string {
  const people = followersWhoClick(score, followers)
  if (followers === null || people === null) {
    return `About ${percentFigure(score)} of its followers click (${likely(interval)}), but how many they are is unknown`
  }
  if (followers === 0) return actLike(followers, people)
  const [low, high] = interval
  const range = peopleInterval([low * followers, high * followers])
  const toCome = openTweets > 0 ? ', with the clicks that are still to come' : ''
  return `${actLike(followers, people)} (likely ${range})${toCome}`
}

function actLike(followers: number, people: number): string {
  if (followers === 0) return 'It has no followers now'
  const subject = `Its ${counted(followers, 'follower')} ${followers === 1 ? 'acts' : 'act'}`
  return `${subject} like ${whoClick(people)}`
}

function whoClick(people: number): string {
  const figure = peopleFigure(people)
  if (people < 0.95) return 'less than one who clicks'
  return `${figure} who ${figure === '1' ? 'clicks' : 'all click'}`
}
