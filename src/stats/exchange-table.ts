import { sql } from 'drizzle-orm'
import type { AccountRow } from '../accounts/find.js'
import type { Context } from '../context.js'
import { exchangeRate } from '../influence/exchange-rate.js'
import { exchangeSentence } from '../influence/exchange-sentence.js'
import type { Prior } from '../influence/prior.js'
import { standingSentence } from '../influence/standing-sentence.js'
import { accountScores } from '../scores/of-account.js'
import { plainPrior, priorInForce } from '../scores/prior.js'
import { enoughTweets } from '../scores/score.js'
import { countStale } from '../scores/stale.js'
import { rawRate } from './exchange.js'
import { type Among, among, type RankedPlace, rankedAccounts } from './ranked-accounts.js'

export interface ExchangeTableQuery extends Among {
  from: AccountRow
  limit: number
  after?: RankedPlace | undefined
}

export interface ExchangeTableRow {
  to: string
  name: string | null
  followers: number | null
  tweets: number
  fewTweets: boolean
  /** What one follower of `from` is worth in followers of `to`. */
  rate: number
  interval: [number, number]
  rawRate: number | null
  sentence: string
}

export interface ExchangeTable {
  from: string
  prior: Prior
  /** Accounts with changes that are not in their rates yet. */
  pending: number
  data: ExchangeTableRow[]
  next: RankedPlace | null
  sentence: string
}

/**
 * A page of all other accounts with a tweet that can be measured, those whose followers click most first, against one. From
 * stored scores.
 */
export async function exchangeTable(
  ctx: Pick<Context, 'db' | 'now' | 'config'>,
  { from, limit, after, ...those }: ExchangeTableQuery,
): Promise<ExchangeTable> {
  const { id, handle } = from
  const prior = plainPrior(await priorInForce(ctx))
  const [[own], others, pending] = await Promise.all([
    accountScores(ctx, id, prior, [0]),
    rankedAccounts(ctx.db, 'mean', { windowDays: 0, minTweets: 1, except: id, limit, after, ...those }),
    countStale(ctx, prior),
  ])
  const data = others.rows.map(row => ({
    to: row.handle,
    name: row.name,
    followers: row.followers,
    tweets: row.tweets,
    fewTweets: row.tweets < enoughTweets,
    ...exchangeRate(own, row),
    rawRate: rawRate(own.rawRatio, row.rawRatio),
    sentence: exchangeSentence(handle, row.handle, exchangeRate(own, row).rate),
  }))
  const sentence = standingSentence(handle, await countBelow(ctx, { id, mean: own.mean, ...those }))
  return { from: handle, prior, pending, data, next: others.next, sentence }
}

async function countBelow(
  { db }: Pick<Context, 'db'>,
  { id, mean, ...those }: Among & { id: number; mean: number },
): Promise<{ below: number; others: number }> {
  const [row] = await db.execute<{ below: number; others: number }>(sql`
    select count(*) filter (where s.mean < ${mean}::float8)::int as below, count(*)::int as others
    from account_scores s
    where s.window_days = 0 and s.tweets > 0 and s.account_id <> ${id} and ${among(those)}`)
  return row ?? { below: 0, others: 0 }
}
