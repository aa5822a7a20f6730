import { and, asc, gt, isNull, sql } from 'drizzle-orm'
import type { Database } from '../db/connect.js'
import { links } from '../db/schema.js'
import { searchText } from './search-text.js'

/** Few enough for one turn of the event loop. */
const batchSize = 500

/**
 * Adds the search text to links created by an older version; returns how many it changed. Reads the
 * whole table of links, so it is meant for a job.
 */
export async function fillSearchTexts(db: Database, signal: AbortSignal): Promise<number> {
  const { id, slug, url, title, notes } = links
  let filled = 0
  for (let last = 0; !signal.aborted; ) {
    const rows = await db
      .select({ id, slug, url, title, notes })
      .from(links)
      .where(and(isNull(links.searchText), gt(id, last)))
      .orderBy(asc(id))
      .limit(batchSize)
    if (rows.length === 0) break
    last = rows.at(-1)?.id ?? last
    const texts = rows.map(row => ({ id: row.id, text: searchText(row) }))
    await db.execute(sql`
      update ${links} set search_text = found.text
      from jsonb_to_recordset(${JSON.stringify(texts)}::text::jsonb) as found(id bigint, text text)
      where ${links.id} = found.id and ${links.searchText} is null`)
    filled += rows.length
  }
  return filled
}
