import { type SQL, sql } from 'drizzle-orm'
import { connect, type Queryable } from '../db/connect.js'
import { copyTextOut } from '../db/copy.js'
import { appliedMigrations, knownMigrations } from '../db/migrate.js'
import { BackupProblem } from '../errors.js'
import { version } from '../package.js'
import { encodeFrame } from './frames.js'
import type { Header } from './header.js'
import { readSequences, readTables } from './tables.js'

/** About how many bytes of rows are in a frame. */
const frameBytes = 128 * 1024

export interface DumpOptions {
  now: () => Date
  signal?: AbortSignal | undefined
}

/**
 * Gives `take` all of a database as it is at one moment, while others go on changing it: frames
 * that are read row by row, so that no size needs memory. Hits and the journal's positions are of
 * the same moment: what a journal has after them is counted later, and nothing twice. Throws
 * BackupProblem for a database without tables or of a newer version, and database errors.
 */
export async function dump<T>(
  url: string,
  { now, signal }: DumpOptions,
  take: (header: Header, frames: AsyncIterable<Buffer>) => Promise<T>,
): Promise<T> {
  const db = connect(url, { max: 1, name: `fivehundred backup ${process.pid}`, statementTimeoutMs: 0 })
  const breakOff = () => void db.$client.end({ timeout: 0 })
  signal?.addEventListener('abort', breakOff)
  try {
    return await db.transaction(
      async tx => {
        await settle(tx)
        const header = await readHeader(tx, now())
        return take(header, framesOf(tx, header))
      },
      { isolationLevel: 'repeatable read', accessMode: 'read only' },
    )
  } finally {
    signal?.removeEventListener('abort', breakOff)
    await db.$client.end({ timeout: 1 })
  }
}

/** Rows are written and read alike with all settings of a server. */
export async function settle(tx: Queryable): Promise<void> {
  await tx.execute(sql`
    select set_config('datestyle', 'ISO, YMD', true), set_config('bytea_output', 'hex', true),
      set_config('extra_float_digits', '1', true), set_config('idle_in_transaction_session_timeout', '0', true)`)
}

async function readHeader(tx: Queryable, now: Date): Promise<Header> {
  const migrations = await appliedMigrations(tx)
  const newest = migrations.at(-1)
  if (newest === undefined)
    throw new BackupProblem('The database has no tables of Fivehundred yet: there is nothing to back up.')
  if (newest > Math.max(...knownMigrations())) {
    throw new BackupProblem(
      `The database is of a newer Fivehundred than this one (${version()}): use the version of the service.`,
    )
  }
  const months = await tx.execute<{ month: string }>(
    sql`select distinct to_char(date_trunc('month', clicked_at), 'YYYY-MM') as month from clicks order by 1`,
  )
  return { madeAt: now.toISOString(), by: version(), migrations, months: months.map(({ month }) => month) }
}

async function* framesOf(tx: Queryable, { madeAt }: Header): AsyncGenerator<Buffer> {
  for (const { name, columns } of await readTables(tx)) {
    yield encodeFrame('T', { table: name, columns })
    const rows = await copyTextOut(tx, allOf(name, columns, madeAt))
    let count = 0
    let some: Buffer[] = []
    let bytes = 0
    for await (const piece of rows as AsyncIterable<Buffer>) {
      for (let at = piece.indexOf('\n'); at >= 0; at = piece.indexOf('\n', at + 1)) count++
      some.push(piece)
      bytes += piece.length
      if (bytes < frameBytes) continue
      yield encodeFrame('D', Buffer.concat(some))
      some = []
      bytes = 0
    }
    if (bytes > 0) yield encodeFrame('D', Buffer.concat(some))
    yield encodeFrame('E', { rows: count })
  }
  // They know no moment: what they have given out since then is left unused.
  yield encodeFrame('S', await readSequences(tx))
}

function allOf(table: string, columns: string[], madeAt: string): SQL {
  const fields = columns.map(column =>
    table === 'links' && column === 'visitor_salt' ? openSalt(madeAt) : sql.identifier(column),
  )
  return sql`select ${sql.join(fields, sql`, `)} from ${sql.identifier(table)}`
}

/**
 * A salt whose window has ended is to be destroyed, not kept for years. Whatever stands for it is
 * replaced before it is used, because it has ended. The time is our own, so it needs no escaping,
 * and COPY takes no parameters.
 */
function openSalt(madeAt: string): SQL {
  const other = sql`sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'))`
  return sql`case when visitor_salt_ends_at > ${sql.raw(`'${madeAt}'`)}::timestamptz then visitor_salt else ${other} end`
}
