import type { AccountRow } from '../accounts/find.js'
import type { Context } from '../context.js'
import { exchangeRate } from '../influence/exchange-rate.js'
import { exchangeSentence } from '../influence/exchange-sentence.js'
import type { Prior } from '../influence/prior.js'
import { reportedRateSentence } from '../influence/reported-ratio.js'
import { accountScores } from '../scores/of-account.js'
import { plainPrior, priorInForce } from '../scores/prior.js'
import type { ReportedSummary } from './reported.js'
import { reportedOf } from './reported-accounts.js'

export interface Exchange {
  from: string
  to: string
  /** What one follower of `from` is worth in followers of `to`; null if either has no score. */
  rate: number | null
  interval: [number, number] | null
  /** Ratio of the raw ratios, without shrinkage; null if either is unknown or the second is 0. */
  rawRate: number | null
  prior: Prior
  sentence: string
}

/** What the networks report of two accounts; part of no rate. */
export interface ReportedExchange {
  from: ReportedSummary | null
  to: ReportedSummary | null
  /** The first ratio by the second; null if either is unknown or the second is 0. */
  rate: number | null
  sentence: string
}

/** Compares what the networks themselves report of all tweets of two accounts. */
export async function reportedExchange(
  ctx: Pick<Context, 'db' | 'now'>,
  a: AccountRow,
  b: AccountRow,
): Promise<ReportedExchange> {
  const reports = await reportedOf(ctx, [a.id, b.id], 0)
  const [from, to] = [reports.get(a.id) ?? null, reports.get(b.id) ?? null]
  const rate = rawRate(from?.ratio ?? null, to?.ratio ?? null)
  return { from, to, rate, sentence: reportedRateSentence(a, b, rate) }
}

/** Compares two accounts over all their tweets. */
export async function exchange(
  ctx: Pick<Context, 'db' | 'now' | 'config'>,
  a: AccountRow,
  b: AccountRow,
): Promise<Exchange> {
  const prior = plainPrior(await priorInForce(ctx))
  const [[scoreOfA], [scoreOfB]] = await Promise.all([
    accountScores(ctx, a.id, prior, [0]),
    accountScores(ctx, b.id, prior, [0]),
  ])
  const found = rateOf(scoreOfA.posterior, scoreOfB.posterior)
  // The interval is that of two independent scores; an account's own is one and the same.
  const { rate, interval } = a.id === b.id && found.rate !== null ? itself : found
  return {
    from: a.handle,
    to: b.handle,
    rate,
    interval,
    rawRate: rawRate(scoreOfA.rawRatio, scoreOfB.rawRatio),
    prior,
    sentence: exchangeSentence({ ...a, ...scoreOfA }, { ...b, ...scoreOfB }, { rate, interval }),
  }
}

const itself: Pick<Exchange, 'rate' | 'interval'> = { rate: 1, interval: [1, 1] }

type Scored = Parameters<typeof exchangeRate>[0]

/** The rate of two scores; null without either of them. */
export function rateOf(a: Scored | null, b: Scored | null): Pick<Exchange, 'rate' | 'interval'> {
  return a === null || b === null ? { rate: null, interval: null } : exchangeRate(a, b)
}

/** Null if either ratio is unknown or the second is 0. */
export function rawRate(from: number | null, to: number | null): number | null {
  return from === null || to === null || to === 0 ? null : from / to
}
