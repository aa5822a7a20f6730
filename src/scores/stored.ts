import { and, eq, gte, inArray, isNull, notExists, or, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { accountScores, staleScores } from '../db/schema.js'
import type { Prior } from '../influence/prior.js'
import { readMonth, storedMonth } from './months.js'
import type { Score } from './score.js'

/**
 * Accounts' stored scores for these windows that are still valid, by account and window: computed
 * with this prior, no change since, no tweet has left the window, and no exposure has grown
 * noticeably. They equal what `scoreWindows` returned when they were computed.
 */
export async function storedScores(
  db: Queryable,
  accountIds: readonly number[],
  windows: readonly number[],
  { prior, now }: { prior: Prior; now: Date },
): Promise<Map<number, Map<number, Score>>> {
  const rows = await db
    .select()
    .from(accountScores)
    .where(
      and(
        inArray(accountScores.accountId, [...accountIds]),
        inArray(accountScores.windowDays, [...windows]),
        eq(accountScores.mu, prior.mu),
        eq(accountScores.tau, prior.tau),
        eq(accountScores.k, prior.k),
        eq(accountScores.nu, prior.nu),
        eq(accountScores.halfLifeHours, prior.halfLifeHours),
        or(isNull(accountScores.validUntil), gte(accountScores.validUntil, now)),
        notExists(
          db
            .select({ one: sql`1` })
            .from(staleScores)
            .where(eq(staleScores.accountId, accountScores.accountId)),
        ),
      ),
    )
  const found = new Map(accountIds.map(id => [id, new Map<number, Score>()]))
  for (const row of rows) found.get(row.accountId)?.set(row.windowDays, readScore(row))
  return found
}

function readScore(row: typeof accountScores.$inferSelect): Score {
  const { mean, sd, score, low, high } = row
  const known = mean !== null && sd !== null && score !== null && low !== null && high !== null
  return {
    posterior: known ? { mean, sd, score, interval: [low, high] } : null,
    rawRatio: row.rawRatio,
    medianTweet: row.medianTweet,
    tweets: row.tweets,
    openTweets: row.openTweets,
    tweetsWithoutFollowers: row.tweetsWithoutFollowers,
    active: { min: row.activeMin, max: row.activeMax },
    months: row.months.map(readMonth),
    computedAt: row.computedAt,
    validUntil: row.validUntil,
  }
}

export function scoreRow(
  key: { accountId: number; windowDays: number },
  { posterior, active, months, ...numbers }: Score,
  { mu, tau, k, nu, halfLifeHours }: Prior,
): typeof accountScores.$inferInsert {
  const [low, high] = posterior?.interval ?? [null, null]
  return {
    ...key,
    mu,
    tau,
    k,
    nu,
    halfLifeHours,
    ...numbers,
    mean: posterior?.mean ?? null,
    sd: posterior?.sd ?? null,
    score: posterior?.score ?? null,
    low,
    high,
    activeMin: active.min,
    activeMax: active.max,
    months: months.map(storedMonth),
  }
}
