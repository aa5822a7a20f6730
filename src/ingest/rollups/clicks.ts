import { sql } from 'drizzle-orm'
import type { Queryable } from '../../db/connect.js'
import { copyInto } from '../../db/copy.js'
import { CopyRows } from '../../db/copy-rows.js'
import { clicks } from '../../db/schema.js'
import { bigints, times, unnest, uuids } from '../columns.js'
import type { Click } from '../steps/classify.js'

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

/** Clicks as COPY takes them. */
export class ClickRows {
  readonly #rows: CopyRows

  /** `clicks`: about how many will come. */
  constructor(clicks: number) {
    this.#rows = new CopyRows(columns.length, clicks * 600)
  }

  add(click: Click): void {
    const rows = this.#rows
    rows.row()
    rows.bigint(click.linkId)
    rows.time(click.at)
    rows.uuid(click.id)
    rows.bytes(click.visitor)
    rows.text(click.reason)
    rows.smallint(click.rulesVersion)
    rows.text(click.country)
    rows.text(click.referrer)
    rows.text(click.userAgent)
    rows.json(JSON.stringify(click.hints))
    rows.text(click.source)
    rows.text(click.referrerHost)
    rows.text(click.browser)
    rows.text(click.system)
    rows.text(click.device)
  }

  finish(): Buffer {
    return this.#rows.finish()
  }
}

/** Copies clicks; throws if one of them is there already. */
export function copyClicks(tx: Queryable, rows: Buffer): Promise<void> {
  return copyInto(tx, clicks, columns, rows)
}

/** The ids of those clicks that are in the database. */
export async function findStored(db: Queryable, batch: readonly Click[]): Promise<Set<string>> {
  // One by one through the key, as it is with visitors.
  const rows = await db.execute<{ id: string }>(sql`
    select n.id from ${unnest(
      bigints(batch.map(click => click.linkId)),
      times(batch.map(click => click.at)),
      uuids(batch.map(click => click.id)),
    )} as n (link_id, clicked_at, id)
    cross join lateral (
      select from ${clicks} where link_id = n.link_id and clicked_at = n.clicked_at and id = n.id limit 1
    ) as c`)
  return new Set(rows.map(({ id }) => id))
}

/**
 * In the order of the key of `clicks`, so that nodes that store the same clicks never wait for each
 * other in a circle.
 */
export function byKey(a: Click, b: Click): number {
  return a.linkId - b.linkId || a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}
