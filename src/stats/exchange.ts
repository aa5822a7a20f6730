import { findAccount } from '../accounts/find.js'
import type { Context } from '../context.js'
import { accountPosterior } from '../influence/account-posterior.js'
import { exchangeRate } from '../influence/exchange-rate.js'
import { exchangeSentence } from '../influence/exchange-sentence.js'
import { rawRatio } from '../influence/raw-ratio.js'
import { tweetsOfAccount } from './tweets.js'

export interface Exchange {
  from: string
  to: string
  /** What one follower of `from` is worth in followers of `to`. */
  rate: number
  interval: [number, number]
  /** Ratio of the raw ratios, which nothing shrinks; null where either is unknown or the second is 0. */
  rawRate: number | null
  sentence: string
}

/** Compares all tweets of two accounts. Throws AccountNotFound. */
export async function exchange(
  ctx: Pick<Context, 'db' | 'config'>,
  from: string,
  to: string,
): Promise<Exchange> {
  const [a, b] = await Promise.all([load(ctx, from), load(ctx, to)])
  const { rate, interval } = exchangeRate(a.posterior, b.posterior)
  const rawRate = a.raw === null || b.raw === null || b.raw === 0 ? null : a.raw / b.raw
  return {
    from: a.handle,
    to: b.handle,
    rate,
    interval,
    rawRate,
    sentence: exchangeSentence(a.handle, b.handle, rate),
  }
}

async function load(ctx: Pick<Context, 'db' | 'config'>, name: string) {
  const { id, handle } = await findAccount(ctx.db, name)
  const tweets = await tweetsOfAccount(ctx.db, id, null)
  const counts = tweets.map(tweet => ({ h: tweet.followerClickers, f: tweet.followers }))
  return { handle, posterior: accountPosterior(counts, ctx.config.prior), raw: rawRatio(counts) }
}
