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
import type { ReportedSummary } from './reported.js'
import { onlyReported, reportedOf } from './reported-accounts.js'

export const exchangePages = pagesOf('exchange', ['number', 'integer'])

export interface ExchangeTableQuery extends Omit<Among, 'access'>, PageQuery {
  from: AccountRow
  /** What networks report is added only on request; it changes nothing else. */
  include?: 'reported' | undefined
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
  /** What the network reports of `to`; null if it reports nothing. */
  reported?: ReportedSummary | null
  /** The ratio of what is reported of both; null if either is unknown or the second is 0. */
  reportedRate?: number | null
}

/** An account without a rate, but with reports. */
export type ReportedOnlyRow = Pick<ExchangeTableRow, 'to' | 'name' | 'followers'> &
  Required<Pick<ExchangeTableRow, 'reported' | 'reportedRate'>>

export interface ExchangeTable extends Page<ExchangeTableRow> {
  from: string
  prior: Prior
  /** Accounts with changes that their rates do not include yet. */
  pending: number
  sentence: string
  /** What the network reports of `from`; null if it reports nothing. */
  reported?: ReportedSummary | null
  /** Accounts without a rate, of which the network reports something: on the first page. */
  reportedOnly?: ReportedOnlyRow[]
}

/**
 * A page of exchange rates of one account against all others with a measurable tweet, those whose
 * followers click most first. From stored scores.
 */
export async function exchangeTable(
  ctx: Pick<Context, 'access' | 'db' | 'now' | 'config'>,
  { from, limit, cursor, include, ...those }: ExchangeTableQuery,
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
  const counted = page.items.map(row => ({
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
  const table = { from: handle, prior, pending, next: page.next, sentence }
  if (include === undefined) return { ...table, items: counted }
  const ids = page.items.map(row => row.id)
  const [reports, others] = await Promise.all([
    reportedOf(ctx, [id, ...ids], 0),
    after === undefined ? onlyReported(ctx, { days: 0, except: id, ...those }) : [],
  ])
  const reported = reports.get(id) ?? null
  const beside = (other: ReportedSummary | null) => ({
    reported: other,
    reportedRate: rawRate(reported?.ratio ?? null, other?.ratio ?? null),
  })
  return {
    ...table,
    items: counted.map((row, n) => ({ ...row, ...beside(reports.get(ids[n] ?? 0) ?? null) })),
    reported,
    reportedOnly: others.map(other => ({
      ...{ to: other.handle, name: other.name, followers: other.followers },
      ...beside(other.reported),
    })),
  }
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
