import { besideScore } from '../../influence/account-sentence.js'
import type { Interval } from '../../influence/confidence.js'
import { countFigure, likely, percentFigure } from '../../influence/figures.js'
import { travelled } from '../../influence/travelled.js'
import { tweetPeople } from '../../influence/tweet-people.js'
import { noRatio, noTweet, notTweetedYet } from '../../influence/tweet-sentence.js'
import type { AccountInfluence } from '../../stats/account-influence.js'
import { noScoreYet } from '../../stats/metric.js'
import type { PublicAccount } from '../../stats/public-account.js'
import type { PublicLink } from '../../stats/public-link.js'
import type { PublicReports } from './reports.js'

/** A public result in a few words, for cards and embeds. */
export interface Result {
  /** A slug, or a handle with its @. */
  name: string
  headline: string
  /** The headline without the account, and the account; null if the headline names it already. */
  title: string
  account: string | null
  /** The key number, and its label. */
  figure: string
  label: string
  /** How certain the number is; null if it is not an estimate. */
  sureness: { ratio: number; interval: Interval } | null
  /** The same in words; says so if there is no estimate. */
  note: string
  sentence: string
  /** What the sentence tells beyond the figure and its interval, for a place that shows these. */
  beside: string
}

export function linkResult({ slug, title, account, influence }: PublicLink): Result {
  const { influence: ratio, interval, clickers, sentence, followers, followerClickers } = influence
  const what = influence.state === 'draft' ? 'link' : 'tweet'
  const headline = title ?? (account === null ? `The link ${slug}` : `A ${what} of ${account}`)
  const common = {
    ...{ name: slug, headline, sentence, title: headline },
    account: title === null ? null : account,
  }
  if (ratio === null || interval === null) {
    const label = clickers === 1 ? 'person clicked' : 'people clicked'
    const figure = countFigure(clickers)
    return { ...common, figure, label, sureness: null, note: noScoreYet, beside: whyNoRatio(influence) }
  }
  return {
    ...common,
    figure: percentFigure(ratio),
    label: ratio > 1 ? travelled : 'of the followers clicked',
    sureness: { ratio, interval },
    note: likely(interval),
    beside: `${tweetPeople({ h: followerClickers, f: followers })}.`,
  }
}

function whyNoRatio({ state, followers }: PublicLink['influence']): string {
  if (state === 'draft') return notTweetedYet
  const why = state === null ? noTweet : noRatio(followers)
  return `${why.charAt(0).toUpperCase()}${why.slice(1)}.`
}

export function accountResult({ name, influence }: PublicAccount): Result {
  const { handle, score, interval, sentence } = influence
  const common = {
    ...{ name: handle, sentence, title: name ?? handle, beside: besideScore(handle, influence) },
    headline: name === null ? handle : `${name} (${handle})`,
    account: name === null ? null : handle,
  }
  if (score === null || interval === null)
    return { ...common, figure: '–', label: noScoreYet, sureness: null, note: whyNoScore(influence) }
  return {
    ...common,
    figure: percentFigure(score),
    label: score > 1 ? travelled : 'of the followers click a link',
    sureness: { ratio: score, interval },
    note: likely(interval),
  }
}

function whyNoScore({ tweetsWithoutFollowers, openTweets, drafts }: AccountInfluence): string {
  if (tweetsWithoutFollowers > 0) return 'the number of followers is unknown'
  if (openTweets > 0) return 'a tweet counts an hour after it was posted'
  return drafts > 0 ? 'its links are not tweeted yet' : 'none of its links was tweeted yet'
}

/** The result for a slug, or a handle with its @; null for what is unknown or private. */
export async function findResult(reports: PublicReports, name: string): Promise<Result | null> {
  if (name.startsWith('@')) {
    const report = await reports.account(name)
    return report && accountResult(report)
  }
  const report = await reports.link(name)
  return report && linkResult(report)
}
