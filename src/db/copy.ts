import type { Writable } from 'node:stream'
import { sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Queryable } from './connect.js'

/**
 * Copies rows, given in COPY's binary format, into a table's columns, within a transaction. Throws when the server
 * does not take them all; then the transaction can only be rolled back, and the error rarely tells what was wrong.
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
  await send(stream, rows)
  if (stream.errored) throw stream.errored
  stream.end()
  // postgres.js (3.4.9) hides an error that comes after the last byte, and the stream's end then never comes either.
  await tx.execute(sql`select 1`)
}

function send(stream: Writable, rows: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    // A write that is under way when the connection is lost may never end.
    stream.once('close', () => reject(stream.errored ?? new Error('COPY was broken off.')))
    stream.write(rows, error => (error ? reject(error) : resolve()))
  })
}
