import { setImmediate as othersTurn } from 'node:timers/promises'
import { asc, inArray } from 'drizzle-orm'
import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import { accountScores, accounts, staleScores } from '../db/schema.js'
import type { Prior } from '../influence/prior.js'
import { priorInForce } from './prior.js'
import { scoreWindows, tweetsInWindow } from './score.js'
import { scoreRow } from './stored-scores.js'
import { type TweetNumbers, tweetsOfAccounts } from './tweets.js'
import { storedWindows, windowDays } from './window.js'

type ScoreRow = typeof accountScores.$inferInsert

/**
 * Computes and stores some accounts' scores of every stored window. A change that commits meanwhile leaves its account stale,
 * as only the changes that were seen are taken off the list, in the same transaction.
 */
export async function refreshScores(
  ctx: Pick<Context, 'db' | 'now' | 'config'>,
  accountIds: number[],
): Promise<void> {
  await ctx.db.transaction(async tx => {
    const present = await lockAccounts(tx, accountIds)
    await tx.delete(staleScores).where(inArray(staleScores.accountId, accountIds))
    const prior = await priorInForce({ db: tx, config: ctx.config })
    const rows: ScoreRow[] = []
    for (const [accountId, tweets] of await tweetsOfAccounts(tx, present)) {
      rows.push(...scoreRows(accountId, tweets, { prior, now: ctx.now() }))
      await othersTurn()
    }
    if (rows.length === 0) return
    await tx.delete(accountScores).where(inArray(accountScores.accountId, present))
    await tx.insert(accountScores).values(rows)
  })
}

/** Those that exist, each computed by one node at a time, so that older numbers never take the place of newer ones. */
async function lockAccounts(tx: Queryable, accountIds: number[]): Promise<number[]> {
  const rows = await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(inArray(accounts.id, accountIds))
    .orderBy(asc(accounts.id))
    .for('no key update')
  return rows.map(({ id }) => id)
}

function scoreRows(
  accountId: number,
  tweets: TweetNumbers[],
  { prior, now }: { prior: Prior; now: Date },
): ScoreRow[] {
  const scores = scoreWindows(tweets, storedWindows.map(windowDays), { prior, now })
  return [...scores].map(([days, score]) => {
    const times = tweetsInWindow(tweets, days, now).map(({ tweetedAt }) => tweetedAt)
    return scoreRow({ accountId, windowDays: days }, score, { prior, now, times })
  })
}
