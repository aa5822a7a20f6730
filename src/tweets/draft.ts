import type { Handle } from '../accounts/handle.js'
import { markStale } from '../accounts/mark-stale.js'
import type { Config } from '../config.js'
import type { Queryable } from '../db/connect.js'
import { tweets } from '../db/schema.js'
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
  await markStale(
    tx,
    drafts.map(draft => draft.accountId),
  )
  return rows.map(row => row.id)
}
