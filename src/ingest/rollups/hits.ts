import { sql } from 'drizzle-orm'
import { bigints, times, unnest, uuids } from '../../db/columns.js'
import type { Queryable } from '../../db/connect.js'
import { copyInto } from '../../db/copy.js'
import { CopyRows } from '../../db/copy-rows.js'
import { clicks } from '../../db/schema.js'
import type { JudgedHit } from '../steps/classify.js'

const columns = [
  'link_id',
  'clicked_at',
  'id',
  'visitor',
  'reason',
  'rules_version',
  'country',
  'referrer',
  'user_agent',
  'hints',
  'source',
  'referrer_host',
  'browser',
  'system',
  'device',
]

/** Hits as COPY takes them. */
export class HitRows {
  readonly #rows: CopyRows

  /** `hits`: about how many to expect. */
  constructor(hits: number) {
    this.#rows = new CopyRows(columns.length, hits * 600)
  }

  add(hit: JudgedHit): void {
    const rows = this.#rows
    rows.row()
    rows.bigint(hit.linkId)
    rows.time(hit.at)
    rows.uuid(hit.id)
    rows.bytes(hit.visitor)
    rows.text(hit.reason)
    rows.smallint(hit.rulesVersion)
    rows.text(hit.country)
    rows.text(hit.referrer)
    rows.text(hit.userAgent)
    rows.json(JSON.stringify(hit.hints))
    rows.text(hit.source)
    rows.text(hit.referrerHost)
    rows.text(hit.browser)
    rows.text(hit.system)
    rows.text(hit.device)
  }

  finish(): Buffer {
    return this.#rows.finish()
  }
}

/** Copies hits; throws if one of them already exists. */
export function copyHits(tx: Queryable, rows: Buffer): Promise<void> {
  return copyInto(tx, clicks, columns, rows)
}

/** The ids of these hits that are already in the database. */
export async function findStored(
  db: Queryable,
  batch: readonly Pick<JudgedHit, 'linkId' | 'at' | 'id'>[],
): Promise<Set<string>> {
  // One lookup by key each, as for visitors.
  const rows = await db.execute<{ id: string }>(sql`
    select n.id from ${unnest(
      bigints(batch.map(hit => hit.linkId)),
      times(batch.map(hit => hit.at)),
      uuids(batch.map(hit => hit.id)),
    )} as n (link_id, clicked_at, id)
    cross join lateral (
      select from ${clicks} where link_id = n.link_id and clicked_at = n.clicked_at and id = n.id limit 1
    ) as c`)
  return new Set(rows.map(({ id }) => id))
}

/** The hits in key order, each once; sorts the given ones. */
export function inKeyOrder(hits: JudgedHit[]): JudgedHit[] {
  hits.sort(byKey)
  return hits.filter((hit, n) => hit.id !== hits[n - 1]?.id)
}

/** In key order of `clicks`, so that nodes that store the same hits never deadlock. */
function byKey(a: JudgedHit, b: JudgedHit): number {
  return a.linkId - b.linkId || a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}
