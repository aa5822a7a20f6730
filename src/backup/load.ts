import { sql } from 'drizzle-orm'
import { connect, type Queryable } from '../db/connect.js'
import { copyTextInto } from '../db/copy.js'
import { lockSpace } from '../db/locks.js'
import { appliedMigrations, knownMigrations, migrate } from '../db/migrate.js'
import { runningNodes } from '../db/node.js'
import { BackupProblem } from '../errors.js'
import { createPartitions } from '../ingest/partitions.js'
import { settle } from './dump.js'
import { decodeFrames, type Frame } from './frames.js'
import type { Header, Sequences, TableStart } from './header.js'
import { readTables, tables } from './tables.js'

/** How many rows each table got. */
export type Loaded = Record<string, number>

/**
 * Fills an empty database with what `dump` gave, in one transaction, and brings it up to date.
 * After a failure the database is empty, ready for another try; if only the update is missing, the
 * next start makes up for it. Throws BackupProblem if the database is not empty or in use, or the
 * frames are of a newer version or damaged, and database errors.
 */
export async function load(
  url: string,
  header: Header,
  frames: AsyncIterable<Buffer>,
  signal?: AbortSignal,
): Promise<Loaded> {
  const db = connect(url, { max: 2, name: `fivehundred restore ${process.pid}`, statementTimeoutMs: 0 })
  const breakOff = () => void db.$client.end({ timeout: 0 })
  signal?.addEventListener('abort', breakOff)
  try {
    await refuseNewer(db, header)
    await refuseFilled(db)
    await migrate(url, signal, header.migrations.at(-1))
    await createPartitions(db).ensure(header.months.map(month => Date.parse(`${month}-01T00:00:00Z`)))
    const loaded = await db.transaction(async tx => {
      // A service that starts waits for this lock, and then finds everything.
      await tx.execute(sql`select pg_advisory_xact_lock(${lockSpace.migration}::int, 0)`)
      await refuseFilled(tx)
      await settle(tx)
      return loadAll(tx, frames)
    })
    await migrate(url, signal)
    // Otherwise the first queries would be planned as for empty tables.
    for (const { name } of await readTables(db)) await db.execute(sql`analyze ${sql.identifier(name)}`)
    return loaded
  } finally {
    signal?.removeEventListener('abort', breakOff)
    await db.$client.end({ timeout: 1 })
  }
}

async function refuseNewer(db: Queryable, { by, migrations }: Header): Promise<void> {
  const known = knownMigrations()
  if (migrations.some((migration, at) => migration !== known[at])) {
    throw new BackupProblem(
      `The backup was made by Fivehundred ${by}, which is newer than this one or another. Restore it with that version.`,
    )
  }
  if ((await appliedMigrations(db)).length > migrations.length) {
    throw new BackupProblem(
      'The database has the tables of a newer version than the backup. Name one without any tables.',
    )
  }
}

async function refuseFilled(db: Queryable): Promise<void> {
  if ((await runningNodes(db)) > 0)
    throw new BackupProblem('A Fivehundred service runs on this database. Stop it first.')
  for (const { name } of await readTables(db)) {
    const [found] = await db.execute(sql`select exists (select from ${sql.identifier(name)}) as filled`)
    if (found?.filled !== true) continue
    throw new BackupProblem(
      `The database is not empty (its table ${name} has rows), and nothing was changed in it. Name a new one; for a new ` +
        'embedded one, move the folder DATA_DIR/postgres away.',
    )
  }
}

async function loadAll(tx: Queryable, bytes: AsyncIterable<Buffer>): Promise<Loaded> {
  const frames = decodeFrames(bytes)
  const loaded: Loaded = {}
  for (;;) {
    const { type, body } = await next(frames)
    if (type === 'S') {
      await setSequences(tx, JSON.parse(body.toString()))
      return loaded
    }
    if (type !== 'T') throw damaged()
    const { table: name, columns }: TableStart = JSON.parse(body.toString())
    const table = tables.get(name)
    if (table === undefined) throw damaged()
    await copyTextInto(
      tx,
      table,
      columns,
      rowsOf(frames, rows => Object.assign(loaded, { [name]: rows })),
    )
  }
}

async function* rowsOf(frames: AsyncGenerator<Frame>, ended: (rows: number) => void): AsyncGenerator<Buffer> {
  for (;;) {
    const { type, body } = await next(frames)
    if (type === 'E') return ended(JSON.parse(body.toString()).rows)
    if (type !== 'D') throw damaged()
    yield body
  }
}

async function next(frames: AsyncGenerator<Frame>): Promise<Frame> {
  const { value, done } = await frames.next()
  if (done) throw damaged()
  return value
}

const damaged = () => new BackupProblem('The backup is damaged: its parts are not in order.')

async function setSequences(tx: Queryable, sequences: Sequences): Promise<void> {
  const rows = await tx.execute<{ name: string }>(
    sql`select sequencename as name from pg_sequences where schemaname = current_schema()`,
  )
  for (const { name } of rows) {
    const last = sequences[name]
    if (last !== undefined) await tx.execute(sql`select setval(${name}::regclass, ${last})`)
  }
}
