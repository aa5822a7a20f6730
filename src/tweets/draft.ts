import type { Handle } from '../accounts/handle.js'
import type { Config } from '../config.js'
import type { Queryable } from '../db/connect.js'
import { tweets } from '../db/schema.js'
import { slices } from '../typed/slices.js'
import { windowEnd } from './window.js'

/**
 * A tweet of which nothing shows yet that it was tweeted; its time is the time its link was made.
 * It takes part in nothing.
 */
export interface Draft {
  accountId: number | null
  network: Handle['network'] | null
  text: string | null
  tweetedAt: Date
}

/** Drizzle builds the statement for this many in a few milliseconds. */
const rowsAtOnce = 100

/** Stores drafts; resolves to their ids, in order. */
export async function storeDrafts(
  tx: Queryable,
  drafts: Draft[],
  config: Pick<Config, 'attributionWindowDays'>,
): Promise<number[]> {
  if (drafts.length === 0) return []
  const ids: number[] = []
  for (const some of slices(drafts, rowsAtOnce)) {
    const rows = await tx
      .insert(tweets)
      .values(some.map(draft => ({ ...draft, windowEndsAt: windowEnd(draft.tweetedAt, config) })))
      .returning({ id: tweets.id })
    ids.push(...rows.map(row => row.id))
  }
  return ids
}
