import { and, eq, gte, inArray, isNull, notExists, or, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { accountScores, staleScores } from '../db/schema.js'
import type { Prior } from '../influence/prior.js'
import { readMonth, storedMonth } from './months.js'
import type { Score } from './score.js'
import { dayMs } from './window.js'

/**
 * An account's stored scores for these windows that are still valid, by window: computed with this
 * prior, no change since, and no tweet has left the window. They equal what `scoreTweets` would
 * return now.
 */
export async function storedScores(
  db: Queryable,
  accountId: number,
  windows: readonly number[],
  { prior, now }: { prior: Prior; now: Date },
): Promise<Map<number, Score>> {
  const rows = await db
    .select()
    .from(accountScores)
    .where(
      and(
        eq(accountScores.accountId, accountId),
        inArray(accountScores.windowDays, [...windows]),
        eq(accountScores.mu, prior.mu),
        eq(accountScores.tau, prior.tau),
        eq(accountScores.k, prior.k),
        eq(accountScores.nu, prior.nu),
        or(isNull(accountScores.validUntil), gte(accountScores.validUntil, now)),
        notExists(db.select({ one: sql`1` }).from(staleScores).where(eq(staleScores.accountId, accountId))),
      ),
    )
  return new Map(rows.map(row => [row.windowDays, readScore(row)]))
}

function readScore(row: typeof accountScores.$inferSelect): Score {
  const { mean, sd, score, low, high, rawRatio, medianTweet, tweets, tweetsWithoutFollowers } = row
  return {
    mean,
    sd,
    score,
    interval: [low, high],
    rawRatio,
    medianTweet,
    tweets,
    tweetsWithoutFollowers,
    active: { min: row.activeMin, max: row.activeMax },
    months: row.months.map(readMonth),
  }
}

/** The row for a score computed now from tweets of these times, in milliseconds since the epoch. */
export function scoreRow(
  key: { accountId: number; windowDays: number },
  score: Score,
  { prior, now, times }: { prior: Prior; now: Date; times: number[] },
): typeof accountScores.$inferInsert {
  const { interval, active, months, ...numbers } = score
  return {
    ...key,
    mu: prior.mu,
    tau: prior.tau,
    k: prior.k,
    nu: prior.nu,
    ...numbers,
    low: interval[0],
    high: interval[1],
    activeMin: active.min,
    activeMax: active.max,
    months: months.map(storedMonth),
    computedAt: now,
    validUntil: key.windowDays === 0 ? null : leaving(times, key.windowDays),
  }
}

/** When the first of these times will be this many days ago. */
function leaving(times: number[], days: number): Date | null {
  let first = Infinity
  for (const time of times) first = Math.min(first, time)
  return first === Infinity ? null : new Date(first + days * dayMs)
}
