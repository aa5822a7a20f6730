import { setImmediate as othersTurn } from 'node:timers/promises'
import { asc, inArray } from 'drizzle-orm'
import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import { accountScores, accounts } from '../db/schema.js'
import type { Prior } from '../influence/prior.js'
import { priorInForce } from './prior.js'
import { scoreWindows } from './score.js'
import { scoreRow } from './stored.js'
import { type KnownTweets, keepMonths, takeChanges } from './tweets.js'
import { storedWindows, windowDays } from './window.js'

type ScoreRow = typeof accountScores.$inferInsert

/**
 * Computes and stores these accounts' scores for every stored window, and stores their tweets. A
 * change that commits meanwhile leaves its account stale, because only the changes that were seen
 * are deleted, in the same transaction.
 */
export async function refreshScores(
  ctx: Pick<Context, 'db' | 'now' | 'config'>,
  accountIds: number[],
): Promise<void> {
  await ctx.db.transaction(async tx => {
    await lockAccounts(tx, accountIds)
    const prior = await priorInForce({ db: tx, config: ctx.config })
    const known = await takeChanges(tx, accountIds)
    if (known.size === 0) return
    await keepMonths(tx, known)
    const rows: ScoreRow[] = []
    for (const [accountId, tweets] of known) {
      rows.push(...scoreRows(accountId, tweets, { prior, now: ctx.now() }))
      await othersTurn()
    }
    await tx.delete(accountScores).where(inArray(accountScores.accountId, [...known.keys()]))
    await tx.insert(accountScores).values(rows)
  })
}

/** Only one node at a time computes an account, so that older numbers never replace newer ones. */
async function lockAccounts(tx: Queryable, accountIds: number[]): Promise<void> {
  await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(inArray(accounts.id, accountIds))
    .orderBy(asc(accounts.id))
    .for('no key update')
}

function scoreRows(
  accountId: number,
  { tweets, closed }: KnownTweets,
  { prior, now }: { prior: Prior; now: Date },
): ScoreRow[] {
  const scores = scoreWindows(tweets, storedWindows.map(windowDays), { prior, now, closed })
  return [...scores].map(([windowDays, score]) => scoreRow({ accountId, windowDays }, score, prior))
}
