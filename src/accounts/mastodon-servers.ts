import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { accounts, formerHandles } from '../db/schema.js'
import { isViewer } from './network-page.js'

/**
 * The servers in the handles of all known Mastodon accounts, former handles included: in lower case
 * and in ASCII, as `handle_key` has them.
 */
export async function loadMastodonServers(db: Queryable): Promise<ReadonlySet<string>> {
  const rows = await db.execute<{ server: string }>(sql`
    select split_part(handle_key, '@', 3) as server from ${accounts} where network = 'mastodon'
    union select split_part(handle_key, '@', 3) from ${formerHandles} where handle_key like '@%@%'`)
  return new Set(rows.map(({ server }) => server).filter(server => !isViewer(server)))
}
