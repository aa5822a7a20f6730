import { and, eq, ne, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { links } from '../db/schema.js'
import { ExternalIdTaken } from '../errors.js'
import type { Pending } from './wish.js'

/*
 * An external id belongs to one link of the whole service, no matter which key made it, so that it
 * names that link. A deleted link keeps its own, so that it can be restored. The index
 * `links_external` refuses what two requests store at once; the one that is tried again is told
 * here.
 */

/** Gives an error to each wish whose external id a link has, or an earlier wish of the list. */
export async function refuseTakenIds(tx: Queryable, all: readonly Pending[]): Promise<void> {
  const asking = all.filter(
    ({ id, twin, error, wish }) => id === null && twin === null && error === null && wish.externalId,
  )
  if (asking.length === 0) return
  const taken = new Set<string | undefined>()
  const ids = JSON.stringify(asking.map(({ wish }) => wish.externalId))
  const rows = await tx.execute<{ id: string }>(sql`
    select external_id as id from ${links}
    where external_id in (select value from jsonb_array_elements_text(${ids}::text::jsonb))`)
  for (const { id } of rows) taken.add(id)
  for (const pending of asking) {
    const { externalId = '' } = pending.wish
    if (taken.has(externalId)) pending.error = new ExternalIdTaken({ externalId })
    taken.add(externalId)
  }
}

/** Throws ExternalIdTaken if another link than this one has it. */
export async function requireFreeId(tx: Queryable, externalId: string, linkId: number): Promise<void> {
  const other = and(eq(links.externalId, externalId), ne(links.id, linkId))
  const [found] = await tx.select({ id: links.id }).from(links).where(other)
  if (found !== undefined) throw new ExternalIdTaken({ externalId })
}
