import { and, asc, getTableColumns, getTableName, inArray, is, isNull, type SQL, sql } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../db/connect.js'
import * as schema from '../db/schema.js'
import { linkChanges, purgedLinks } from '../db/schema.js'

/** Few enough to be deleted in a moment, without holding up others. */
const rowsAtOnce = 5_000
const linksAtOnce = 200

/** Every table with rows of links, so that a new one cannot be forgotten. */
const ofLinks: PgTable[] = Object.values(schema)
  .filter(each => is(each, PgTable))
  .filter(table => 'linkId' in getTableColumns(table) && table !== purgedLinks)
  // First what a job moves into the others.
  .sort((a, b) => Number(b === linkChanges) - Number(a === linkChanges))

/**
 * Deletes all rows of links that were purged, some at a time. What is left when the signal aborts
 * is deleted by the next call. Nothing shows these rows in the meantime.
 */
export async function eraseLinks(db: Database, signal: AbortSignal): Promise<void> {
  for (;;) {
    const some = await db
      .select({ linkId: purgedLinks.linkId })
      .from(purgedLinks)
      .where(isNull(purgedLinks.erasedAt))
      .orderBy(asc(purgedLinks.linkId))
      .limit(linksAtOnce)
    if (some.length === 0) return
    const ids = some.map(({ linkId }) => linkId)
    // A job that ran at that time may have added to a table that was done.
    while ((await eraseRows(db, ids, signal)) > 0);
    if (signal.aborted) return
    // Only that there is a time is asked.
    await db
      .update(purgedLinks)
      .set({ erasedAt: sql`now()` })
      .where(and(inArray(purgedLinks.linkId, ids), isNull(purgedLinks.erasedAt)))
  }
}

/** Returns how many rows there were. */
async function eraseRows(db: Database, ids: number[], signal: AbortSignal): Promise<number> {
  let erased = 0
  for (const table of ofLinks) {
    for (let found = rowsAtOnce; found === rowsAtOnce && !signal.aborted; erased += found) {
      const [row] = await db.execute<{ found: number }>(deleteSome(table, ids))
      found = row?.found ?? 0
    }
  }
  return erased
}

function deleteSome(table: PgTable, ids: number[]): SQL {
  const name = sql.identifier(getTableName(table))
  const { primaryKeys, columns } = getTableConfig(table)
  const key = (primaryKeys[0]?.columns ?? columns.filter(({ primary }) => primary)).map(column =>
    sql.identifier(column.name),
  )
  const same = key.map(column => sql`gone.${column} = few.${column}`)
  // Only numbers of our own.
  const among = sql.raw(`link_id in (${ids.join(',')})`)
  return sql`
    with few as (select ${sql.join(key, sql`, `)} from ${name} where ${among} limit ${rowsAtOnce}),
      deleted as (delete from ${name} gone using few where gone.${among} and ${sql.join(same, sql` and `)} returning 1)
    select count(*)::int as found from deleted`
}
