import { sql } from 'drizzle-orm'
import type { Queryable } from '../../db/connect.js'
import { copyInto } from '../../db/copy.js'
import { CopyRows } from '../../db/copy-rows.js'
import { clicks } from '../../db/schema.js'
import { bigints, bytes, jsons, texts, times, unnest, uuids } from '../columns.js'
import type { Click } from '../steps/classify.js'

/** Rows of one statement: more of them would not fit into PostgreSQL's default work_mem of 4 MB, and go by way of the disk. */
const rowsAtOnce = 4_000

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

/** Copies clicks, of which none may be there yet; otherwise it throws. Costs less than half of `insertClicks`. */
export function copyClicks(tx: Queryable, rows: Buffer): Promise<void> {
  return copyInto(tx, clicks, columns, rows)
}

/** Stores clicks, and passes over those that are there; returns the others. */
export async function insertClicks(tx: Queryable, batch: Click[]): Promise<Click[]> {
  const inserted: Click[] = []
  for (let at = 0; at < batch.length; at += rowsAtOnce) {
    inserted.push(...(await insert(tx, batch.slice(at, at + rowsAtOnce))))
  }
  return inserted
}

async function insert(tx: Queryable, rows: Click[]): Promise<Click[]> {
  const text = (name: 'reason' | 'country' | 'referrer' | 'userAgent' | 'source' | 'referrerHost') =>
    texts(rows.map(click => click[name]))
  const inserted = await tx.execute<{ id: string }>(sql`
    insert into ${clicks} (${sql.raw(columns.join(', '))})
    select * from ${unnest(
      bigints(rows.map(click => click.linkId)),
      times(rows.map(click => click.at)),
      uuids(rows.map(click => click.id)),
      bytes(rows.map(click => click.visitor)),
      text('reason'),
      bigints(rows.map(click => click.rulesVersion)),
      text('country'),
      text('referrer'),
      text('userAgent'),
      jsons(rows.map(click => JSON.stringify(click.hints))),
      text('source'),
      text('referrerHost'),
      texts(rows.map(click => click.browser)),
      texts(rows.map(click => click.system)),
      texts(rows.map(click => click.device)),
    )}
    on conflict do nothing
    returning id`)
  if (inserted.length === rows.length) return rows
  const ids = new Set(inserted.map(row => row.id))
  return rows.filter(click => ids.has(click.id))
}

/** In the order of the key of `clicks`, so that nodes that store the same clicks never wait for each other in a circle. */
export function byKey(a: Click, b: Click): number {
  return a.linkId - b.linkId || a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}
