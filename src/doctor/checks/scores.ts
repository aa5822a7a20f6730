import { asc, gt, inArray } from 'drizzle-orm'
import type { Queryable } from '../../db/connect.js'
import { accountMonths, accountScores, accounts, staleScores } from '../../db/schema.js'
import { markStale } from '../../scores/mark-stale.js'
import { plainPrior, priorInForce } from '../../scores/prior.js'
import { refreshScores } from '../../scores/refresh.js'
import { scoreWindows } from '../../scores/score.js'
import { scoreRow } from '../../scores/stored.js'
import { type KnownTweets, recountedTweets } from '../../scores/tweets.js'
import type { Check, Patient } from '../check.js'

const accountsAtOnce = 20

type ScoreRow = typeof accountScores.$inferSelect
type MonthRow = typeof accountMonths.$inferSelect

/**
 * The accounts' scores, and their tweets by month, are what their tweets say now. What waits to be
 * computed again, after a change or because time has passed, is as it should be.
 */
export const scores: Check = {
  name: 'scores',
  async *parts(patient) {
    for (let last = 0; ; ) {
      const page = await patient.snapshot(tx => comparePage(tx, patient, last))
      const end = page.at(-1)
      if (end === undefined) return
      last = end.id
      yield {
        checked: page.length,
        differences: page.flatMap(({ id, handle, what }) =>
          what === null ? [] : { name: handle, what, count: 1, mend: () => recompute(patient, id) },
        ),
      }
    }
  },
}

async function recompute(patient: Patient, accountId: number): Promise<void> {
  await markStale(patient.db, [accountId])
  await refreshScores(patient, [accountId])
}

async function comparePage(tx: Queryable, { config, now }: Patient, last: number) {
  const page = await tx
    .select({ id: accounts.id, handle: accounts.handle })
    .from(accounts)
    .where(gt(accounts.id, last))
    .orderBy(asc(accounts.id))
    .limit(accountsAtOnce)
  if (page.length === 0) return []
  const ids = page.map(({ id }) => id)
  const waiting = new Set(
    (await tx.select().from(staleScores).where(inArray(staleScores.accountId, ids))).map(
      row => row.accountId,
    ),
  )
  const rows = await tx.select().from(accountScores).where(inArray(accountScores.accountId, ids))
  const months = await tx.select().from(accountMonths).where(inArray(accountMonths.accountId, ids))
  const known = await recountedTweets(tx, ids)
  const prior = plainPrior(await priorInForce({ db: tx, config }))
  return page.map(({ id, handle }) => {
    const own = { rows: rows.filter(byAccount(id)), months: months.filter(byAccount(id)) }
    const what = waiting.has(id) ? null : compare(own, known.get(id)?.tweets ?? [])
    return { id, handle, what }
  })

  function compare(
    stored: { rows: ScoreRow[]; months: MonthRow[] },
    tweets: KnownTweets['tweets'],
  ): string | null {
    if (stored.rows.every(({ halfLifeHours }) => halfLifeHours === 0))
      return tweets.length === 0 ? null : `has ${tweets.length} tweets, but no score`
    if (writeMonths(storedTweets(stored.months)) !== writeMonths(tweets))
      return 'its tweets by month are not those that are there'
    for (const row of stored.rows) {
      const isValid = row.validUntil === null || row.validUntil >= now()
      if (!isValid || JSON.stringify(plainPrior(row)) !== JSON.stringify(prior)) continue
      const { accountId, windowDays, computedAt } = row
      const [score] = scoreWindows(tweets, [windowDays], { prior, now: computedAt }).values()
      if (score === undefined) continue
      const fresh = scoreRow({ accountId, windowDays }, score, prior) as ScoreRow
      const field = (Object.keys(fresh) as (keyof ScoreRow)[]).find(name => !isSame(row[name], fresh[name]))
      if (field !== undefined)
        return `${windowName(windowDays)}: ${field} stored ${write(row[field])}, computed ${write(fresh[field])}`
    }
    return null
  }
}

const byAccount = (id: number) => (row: { accountId: number }) => row.accountId === id

type Kept = Omit<KnownTweets['tweets'][number], 'month'>

function storedTweets(months: MonthRow[]): Kept[] {
  return months.flatMap(({ tweets }) =>
    tweets.map(([tweetedAt, h, f, windowEndsAt]) => ({ tweetedAt, h, f, windowEndsAt })),
  )
}

function writeMonths(tweets: Kept[]): string {
  return tweets
    .map(({ tweetedAt, h, f, windowEndsAt }) => [tweetedAt, h, f, windowEndsAt].join(' '))
    .sort()
    .join('\n')
}

/** Another processor may round the last digits in another way. */
function isSame(stored: unknown, fresh: unknown): boolean {
  if (typeof stored === 'number' && typeof fresh === 'number')
    return Math.abs(stored - fresh) <= 1e-9 * Math.max(1e-9, Math.abs(stored), Math.abs(fresh))
  if (Array.isArray(stored) && Array.isArray(fresh))
    return stored.length === fresh.length && stored.every((value, n) => isSame(value, fresh[n]))
  return JSON.stringify(stored) === JSON.stringify(fresh)
}

function windowName(days: number): string {
  return days === 0 ? 'all tweets' : `${days} days`
}

function write(value: unknown): string {
  return JSON.stringify(value)
}
