import { sql } from 'drizzle-orm'
import type { AccountRow } from '../accounts/find.js'
import type { Context } from '../context.js'
import { type Page, type PageQuery, pagesOf } from '../db/pages.js'
import { noCountedTweet } from '../influence/account-sentence.js'
import { exchangeSentence } from '../influence/exchange-sentence.js'
import type { Prior } from '../influence/prior.js'
import { enoughTweets } from '../influence/roughness.js'
import { standingSentence } from '../influence/standing-sentence.js'
import { accountScores } from '../scores/of-account.js'
import { plainPrior, priorInForce } from '../scores/prior.js'
import { countStale } from '../scores/stale.js'
import { rateOf, rawRate } from './exchange.js'
import { type Among, among, rankedAccounts } from './ranked-accounts.js'

export const exchangePages = pagesOf<[score: number, id: number]>('exchange')

export interface ExchangeTableQuery extends Omit<Among, 'access'>, PageQuery {
  from: AccountRow
}

export interface ExchangeTableRow {
  to: string
  name: string | null
  followers: number | null
  tweets: number
  fewTweets: boolean
  /** What one follower of `from` is worth in followers of `to`; null if `from` has no score. */
  rate: number | null
  interval: [number, number] | null
  rawRate: number | null
  sentence: string
}

export interface ExchangeTable extends Page<ExchangeTableRow> {
  from: string
  prior: Prior
  /** Accounts with changes that their rates do not include yet. */
  pending: number
  sentence: string
}

/**
 * A page of exchange rates of one account against all others with a measurable tweet, those whose
 * followers click most first. From stored scores.
 */
export async function exchangeTable(
  ctx: Pick<Context, 'access' | 'db' | 'now' | 'config'>,
  { from, limit, cursor, ...those }: ExchangeTableQuery,
): Promise<ExchangeTable> {
  const { id, handle } = from
  const { after, atMost, cut } = exchangePages.open({ limit, cursor }, { from: id, list: those.list?.id })
  const prior = plainPrior(await priorInForce(ctx))
  const [[own], rows, pending] = await Promise.all([
    accountScores(ctx, id, prior, [0]),
    rankedAccounts(ctx.db, {
      windowDays: 0,
      minTweets: 1,
      except: id,
      limit: atMost,
      after: after && [after[0], ...after, 0],
      ...those,
      access: ctx.access,
    }),
    countStale(ctx, prior),
  ])
  const page = cut(rows, row => [row.score, row.id])
  const items = page.items.map(row => ({
    to: row.handle,
    name: row.name,
    followers: row.followers,
    tweets: row.tweets,
    fewTweets: row.tweets < enoughTweets,
    ...rateOf(own.posterior, row),
    rawRate: rawRate(own.rawRatio, row.rawRatio),
    sentence: exchangeSentence({ handle, ...own }, row, rateOf(own.posterior, row)),
  }))
  const score = own.posterior?.score ?? null
  const sentence =
    score === null
      ? noCountedTweet(handle)
      : standingSentence(handle, await countBelow(ctx, { id, score, ...those, access: ctx.access }))
  return { from: handle, prior, pending, items, next: page.next, sentence }
}

async function countBelow(
  { db }: Pick<Context, 'db'>,
  { id, score, ...those }: Among & { id: number; score: number },
): Promise<{ below: number; others: number }> {
  const [row] = await db.execute<{ below: number; others: number }>(sql`
    select count(*) filter (where s.score < ${score}::float8)::int as below, count(*)::int as others
    from account_scores s
    where s.window_days = 0 and s.tweets > 0 and s.account_id <> ${id} and ${among(those)}`)
  return row ?? { below: 0, others: 0 }
}
