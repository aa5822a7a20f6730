import { eq } from 'drizzle-orm'
import type { Context } from '../context.js'
import { accountScores, accounts, staleScores } from '../db/schema.js'
import { priorInForce } from './prior.js'
import { scoreWindows, tweetsInWindow } from './score.js'
import { scoreRow } from './stored-scores.js'
import { tweetsOfAccount } from './tweets.js'
import { storedWindows, windowDays } from './window.js'

/**
 * Computes and stores an account's scores of every stored window. A change that commits meanwhile leaves the account stale,
 * as only the changes that were seen are taken off the list, in the same transaction.
 */
export async function refreshScores(
  ctx: Pick<Context, 'db' | 'now' | 'config'>,
  accountId: number,
): Promise<void> {
  await ctx.db.transaction(async tx => {
    // One at a time, so that older numbers never take the place of newer ones.
    const [account] = await tx
      .select({ id: accounts.id })
      .from(accounts)
      .where(eq(accounts.id, accountId))
      .for('no key update')
    await tx.delete(staleScores).where(eq(staleScores.accountId, accountId))
    if (account === undefined) return
    const prior = await priorInForce({ db: tx, config: ctx.config })
    const tweets = await tweetsOfAccount(tx, accountId, null)
    const now = ctx.now()
    const scores = scoreWindows(tweets, storedWindows.map(windowDays), { prior, now })
    const rows = [...scores].map(([days, score]) => {
      const times = tweetsInWindow(tweets, days, now).map(({ tweetedAt }) => tweetedAt)
      return scoreRow({ accountId, windowDays: days }, score, { prior, now, times })
    })
    await tx.delete(accountScores).where(eq(accountScores.accountId, accountId))
    await tx.insert(accountScores).values(rows)
  })
}
