import { randomUUID } from 'node:crypto'
import type { Queryable } from '../../db/connect.js'
import { copyInto } from '../../db/copy.js'
import { CopyRows } from '../../db/copy-rows.js'
import { linkChanges } from '../../db/schema.js'
import type { LinkChange, Tally } from './tally.js'

const columns = ['link_id', 'batch', 'quarters', 'facets']

/** What a batch adds to the series and the breakdowns, as COPY takes it. */
export class LinkChangeRows {
  readonly #batch = randomUUID()
  readonly #rows = new CopyRows(columns.length)

  add({ linkId, quarters, facets }: LinkChange): void {
    this.#rows.row()
    this.#rows.bigint(linkId)
    this.#rows.uuid(this.#batch)
    this.#rows.json(quarters)
    this.#rows.json(facets)
  }

  finish(): Buffer {
    return this.#rows.finish()
  }
}

/** Adds to the series and the breakdowns; `foldChanges` moves it into their tables. */
export async function addLinkChanges(tx: Queryable, tally: Tally): Promise<void> {
  const rows = new LinkChangeRows()
  for (const change of tally.changes()) rows.add(change)
  await copyLinkChanges(tx, rows.finish())
}

/** The same with rows that are already encoded. */
export function copyLinkChanges(tx: Queryable, rows: Buffer): Promise<void> {
  return copyInto(tx, linkChanges, columns, rows)
}
