import type { Handle } from '../accounts/handle.js'
import type { Config } from '../config.js'
import type { Queryable } from '../db/connect.js'
import { tweets } from '../db/schema.js'
import { markTweetsStale } from '../scores/mark-stale.js'
import { windowEnd } from './window.js'

/** A tweet that is still to be published; its time is the time its link was made. */
export interface Draft {
  accountId: number | null
  network: Handle['network'] | null
  text: string | null
  tweetedAt: Date
}

/** Stores drafts; resolves to their ids, in order. */
export async function storeDrafts(
  tx: Queryable,
  drafts: Draft[],
  config: Pick<Config, 'attributionWindowDays'>,
): Promise<number[]> {
  if (drafts.length === 0) return []
  const rows = await tx
    .insert(tweets)
    .values(drafts.map(draft => ({ ...draft, windowEndsAt: windowEnd(draft.tweetedAt, config) })))
    .returning({ id: tweets.id })
  const ids = rows.map(row => row.id)
  await markTweetsStale(tx, ids)
  return ids
}
