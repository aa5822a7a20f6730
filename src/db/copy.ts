import type { Writable } from 'node:stream'
import { sql } from 'drizzle-orm'
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
export async function copyInto(
  tx: Queryable,
  table: PgTable,
  columns: readonly string[],
  rows: Buffer,
): Promise<void> {
  const names = sql.join(
    columns.map(column => sql.identifier(column)),
    sql`, `,
  )
  // postgres.js returns this for COPY, whatever Drizzle's types say.
  const stream = (await tx.execute(
    sql`copy ${table} (${names}) from stdin (format binary)`,
  )) as unknown as Writable
  // An error without a listener would end the process.
  stream.on('error', () => {})
  for (let at = 0; at < rows.length; at += partBytes) await send(stream, rows.subarray(at, at + partBytes))
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
