import type { Writable } from 'node:stream'
import { sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Queryable } from './connect.js'

/** Sent at once: the server begins with a part when it has all of it, and keeps it in memory. */
const partBytes = 256 * 1024

/**
 * Copies rows, given in COPY's binary format, into a table's columns, within a transaction. Throws
 * when the server does not take them all; then the transaction can only be rolled back.
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
  // What postgres.js answers to COPY, whatever Drizzle's types say.
  const stream = (await tx.execute(
    sql`copy ${table} (${names}) from stdin (format binary)`,
  )) as unknown as Writable
  // Without a listener an error would end the process.
  stream.on('error', () => {})
  for (let at = 0; at < rows.length; at += partBytes) await send(stream, rows.subarray(at, at + partBytes))
  if (stream.errored) throw stream.errored
  stream.end()
  // postgres.js (3.4.9) hides an error that comes after the last byte, and the stream's end then
  // never comes either: the next statement of the transaction tells it. And it ends every stream
  // with a message that would break off the next COPY, were that begun by then.
  await tx.execute(sql`select 1`)
}

function send(stream: Writable, part: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    // A write that is under way when the connection is lost may never end.
    const lost = () => reject(stream.errored ?? new Error('COPY was broken off.'))
    stream.once('close', lost)
    stream.write(part, error => {
      stream.off('close', lost)
      if (error) reject(error)
      else resolve()
    })
  })
}
