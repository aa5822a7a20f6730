import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'

/**
 * Says that what the scores of these accounts are computed from has changed; a job computes them anew. Call it in the
 * transaction of the change. Nobody (null) is passed over.
 */
export async function markStale(tx: Queryable, accountIds: (number | null)[]): Promise<void> {
  const ids = [...new Set(accountIds)].filter(id => id !== null)
  if (ids.length === 0) return
  await tx.execute(sql`
    insert into stale_scores (account_id)
    select value::bigint from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb)`)
}
