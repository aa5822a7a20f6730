import type { Context } from '../context.js'
import type { Prior } from '../influence/prior.js'
import { type Score, scoreWindows } from './score.js'
import { storedScores } from './stored.js'
import { scoredTweets } from './tweets.js'

/**
 * An account's current scores for windows of these numbers of days (0 for all), in order. Valid
 * stored scores are used; the others are computed from its tweets.
 */
export async function accountScores<const Windows extends readonly number[]>(
  ctx: Pick<Context, 'db' | 'now'>,
  accountId: number,
  prior: Prior,
  windows: Windows,
): Promise<{ [N in keyof Windows]: Score }> {
  const now = ctx.now()
  const stored = await storedScores(ctx.db, accountId, windows, { prior, now })
  const missing = windows.filter(days => !stored.has(days))
  const known = missing.length === 0 ? undefined : (await scoredTweets(ctx.db, [accountId])).get(accountId)
  const computed = known ? scoreWindows(known.tweets, missing, { prior, now, closed: known.closed }) : []
  const scores = new Map([...stored, ...computed])
  return windows.map(days => scores.get(days)) as { [N in keyof Windows]: Score }
}
