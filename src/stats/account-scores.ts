import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import type { Prior } from '../influence/prior.js'
import { type Score, scoreWindows } from './score.js'
import { storedScores } from './stored-scores.js'
import { type TweetNumbers, tweetsOfAccount } from './tweets.js'
import { windowStart } from './window.js'

/**
 * An account's scores of now, of windows of so many days (0 for all), in order: the stored ones where they hold, the others
 * computed from its tweets.
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
  const tweets = await loadTweets(ctx.db, accountId, missing, now)
  const scores = new Map([...stored, ...scoreWindows(tweets, missing, { prior, now })])
  return windows.map(days => scores.get(days)) as { [N in keyof Windows]: Score }
}

/** The tweets of all of these windows. */
async function loadTweets(
  db: Queryable,
  accountId: number,
  windows: number[],
  now: Date,
): Promise<TweetNumbers[]> {
  if (windows.length === 0) return []
  const longest = windows.includes(0) ? 0 : Math.max(...windows)
  return tweetsOfAccount(db, accountId, windowStart(longest, now))
}
