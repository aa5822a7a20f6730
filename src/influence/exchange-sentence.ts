import { noCountedTweet } from './account-sentence.js'
import type { Interval } from './confidence.js'
import { rateFigure, rateInterval } from './figures.js'
import { roughness } from './roughness.js'

/** One of two accounts that are compared. */
export interface ExchangeSide {
  handle: string
  rawRatio: number | null
  /** Number of tweets that count. */
  tweets: number
}

/**
 * The careful estimate, and then what anybody can compute: "One follower of @a is worth 30 of @b's
 * (likely 6.1–166): one tweet each, so still rough. So far, @a's followers clicked 40 times as
 * often as @b's." A rate below 1 is said the other way round. Without a rate it says what is
 * missing; an account against itself needs no estimate.
 */
export function exchangeSentence(
  from: ExchangeSide,
  to: ExchangeSide,
  { rate, interval }: { rate: number | null; interval: Interval | null },
): string {
  if (rate === null || interval === null || from.tweets === 0 || to.tweets === 0) return missing(from, to)
  if (from.handle === to.handle) {
    return `Both are the same account: one follower of ${from.handle} is worth exactly 1 of its own.`
  }
  return `${worthSentence(from, to, { rate, interval })} ${soFar(from, to)}`
}

/** The first of these sentences: the estimate alone, about the worthier of the two. */
export function worthSentence(
  from: ExchangeSide,
  to: ExchangeSide,
  { rate, interval: [low, high] }: { rate: number; interval: Interval },
): string {
  const turned = rate < 1
  const [more, less] = turned ? [to, from] : [from, to]
  const range: Interval = turned ? [1 / high, 1 / low] : [low, high]
  const figure = rateFigure(turned ? 1 / rate : rate)
  const rough = roughnessOf(from, to)
  const worth = `One follower of ${more.handle} is worth ${figure} of ${less.handle}'s (likely ${rateInterval(range)})`
  return `${worth}${rough === null ? '' : `: ${rough}`}.`
}

/** Compares the plain ratios. */
function soFar(from: ExchangeSide, to: ExchangeSide): string {
  const [a, b] = [from.rawRatio ?? 0, to.rawRatio ?? 0]
  if (a === 0 && b === 0) return `So far, nobody clicked of ${from.handle}'s or ${to.handle}'s followers.`
  if (a === 0 || b === 0) return `So far, none of ${(a === 0 ? from : to).handle}'s followers clicked.`
  const [more, less] = a >= b ? [from, to] : [to, from]
  const times = rateFigure(Math.max(a / b, b / a))
  const often = times === '1' ? 'as often' : `${times} times as often`
  return `So far, ${more.handle}'s followers clicked ${often} as ${less.handle}'s.`
}

function missing(from: ExchangeSide, to: ExchangeSide): string {
  const without = [from, to].filter(({ tweets }) => tweets === 0)
  const [first, second] = without.map(({ handle }) => handle)
  if (first === undefined) return 'There is nothing to compare yet.'
  const who =
    second === undefined || second === first
      ? noCountedTweet(first).slice(0, -1)
      : `Neither ${first} nor ${second} has a counted tweet yet`
  return `${who}, so there is nothing to compare.`
}

function roughnessOf(from: ExchangeSide, to: ExchangeSide): string | null {
  if (from.tweets === to.tweets) return roughness(from.tweets)?.replace(',', ' each,') ?? null
  const fewer = from.tweets < to.tweets ? from : to
  return roughness(fewer.tweets)?.replace(',', ` of ${fewer.handle},`) ?? null
}
