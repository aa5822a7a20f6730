import type { Context } from '../context.js'
import type { Prior } from '../influence/prior.js'
import { type Score, scoreWindows } from './score.js'
import { storedScores } from './stored.js'
import { scoredTweets } from './tweets.js'

/** An account's scores in the order of the windows. */
type Scores<Windows extends readonly number[]> = { [N in keyof Windows]: Score }

/** The current scores of one account, as below. */
export async function accountScores<const Windows extends readonly number[]>(
  ctx: Pick<Context, 'db' | 'now'>,
  accountId: number,
  prior: Prior,
  windows: Windows,
): Promise<Scores<Windows>> {
  const found = await scoresOfAccounts(ctx, [accountId], prior, windows)
  return found.get(accountId) as Scores<Windows>
}

/**
 * Accounts' current scores for windows of these numbers of days (0 for all), by account. Valid
 * stored scores are used; the others are computed from the account's tweets.
 */
export async function scoresOfAccounts<const Windows extends readonly number[]>(
  ctx: Pick<Context, 'db' | 'now'>,
  accountIds: readonly number[],
  prior: Prior,
  windows: Windows,
): Promise<Map<number, Scores<Windows>>> {
  const now = ctx.now()
  const stored = await storedScores(ctx.db, accountIds, windows, { prior, now })
  const missing = (id: number) => windows.filter(days => !stored.get(id)?.has(days))
  const incomplete = accountIds.filter(id => missing(id).length > 0)
  const known = incomplete.length === 0 ? undefined : await scoredTweets(ctx.db, incomplete)
  return new Map(
    accountIds.map(id => {
      const own = known?.get(id)
      const computed = own ? scoreWindows(own.tweets, missing(id), { prior, now, closed: own.closed }) : []
      const scores = new Map([...(stored.get(id) ?? []), ...computed])
      return [id, windows.map(days => scores.get(days)) as Scores<Windows>]
    }),
  )
}
