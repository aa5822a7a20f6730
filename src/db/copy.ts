import type { Readable, Writable } from 'node:stream'
import { type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Queryable } from './connect.js'

/**
 * How much is sent at once. The server starts on a part when all of it has arrived, and keeps it in
 * memory.
 */
const partBytes = 256 * 1024

/**
 * Copies rows in COPY's binary format into a table's columns, inside a transaction. Throws if the
 * server does not take them all; the transaction can then only be rolled back.
 */
export function copyInto(
  tx: Queryable,
  table: PgTable,
  columns: readonly string[],
  rows: Buffer,
): Promise<void> {
  return copyParts(tx, sql`${table} (${namesOf(columns)})`, 'binary', partsOf(rows))
}

/** The same for rows in COPY's text format, which come in parts of any size and end anywhere. */
export function copyTextInto(
  tx: Queryable,
  table: PgTable,
  columns: readonly string[],
  parts: AsyncIterable<Buffer>,
): Promise<void> {
  return copyParts(tx, sql`${table} (${namesOf(columns)})`, 'text', parts)
}

/**
 * The rows of a query in COPY's text format, cut anywhere. Read them to the end, or let the
 * transaction fail.
 */
export async function copyTextOut(tx: Queryable, query: SQL): Promise<Readable> {
  const stream = (await tx.execute(sql`copy (${query}) to stdout`)) as unknown as Readable
  // postgres.js (3.4.9) pauses its connection for a slow reader, and goes on when the reader wants
  // more. At the end it wants no more, and the next answer would never be heard.
  stream.once('end', () => stream._read(0))
  return stream
}

function namesOf(columns: readonly string[]): SQL {
  return sql.join(
    columns.map(column => sql.identifier(column)),
    sql`, `,
  )
}

function* partsOf(rows: Buffer): Generator<Buffer> {
  for (let at = 0; at < rows.length; at += partBytes) yield rows.subarray(at, at + partBytes)
}

async function copyParts(
  tx: Queryable,
  target: SQL,
  format: 'binary' | 'text',
  parts: Iterable<Buffer> | AsyncIterable<Buffer>,
): Promise<void> {
  // postgres.js returns this for COPY, unlike what Drizzle's types say.
  const stream = (await tx.execute(
    sql`copy ${target} from stdin (format ${sql.raw(format)})`,
  )) as unknown as Writable
  // An error without a listener would end the process.
  stream.on('error', () => {})
  try {
    for await (const part of parts) await send(stream, part)
  } catch (error) {
    // Otherwise the transaction could not even be rolled back.
    stream.destroy(error as Error)
    throw error
  }
  if (stream.errored) throw stream.errored
  stream.end()
  // postgres.js (3.4.9) hides an error that comes after the last byte, and the stream then never
  // ends; the next statement of the transaction reports it. It also ends every stream with a
  // message that would abort the next COPY if that had already started.
  await tx.execute(sql`select 1`)
}

function send(stream: Writable, part: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    // A write in progress may never finish when the connection is lost.
    const lost = () => reject(stream.errored ?? new Error('COPY was broken off.'))
    stream.once('close', lost)
    stream.write(part, error => {
      stream.off('close', lost)
      if (error) reject(stream.errored ?? error)
      else resolve()
    })
  })
}
