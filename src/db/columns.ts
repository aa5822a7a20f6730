import { type SQL, sql } from 'drizzle-orm'

type Value = string | number | null

/**
 * `unnest($1::bigint[], $2::text[], …)`: any number of rows in a handful of parameters. Each column
 * is sent as the text of an array with a cast, because postgres.js learns array types only from its
 * own query, which a new connection has not made yet. The select around each column keeps the
 * planner from parsing the whole array again to estimate its length.
 */
export function unnest(...columns: SQL[]): SQL {
  return sql`unnest(${sql.join(columns, sql`, `)})`
}

/** A column of whole numbers. */
export function bigints(values: readonly Value[]): SQL {
  return sql`(select ${literal(values)}::text::bigint[])`
}

/** A column of text. */
export function texts(values: Value[]): SQL {
  return sql`(select ${quotedLiteral(values)}::text::text[])`
}

/**
 * A column of times, given in milliseconds since the epoch. Throws RangeError for an invalid time.
 */
export function times(values: (number | null)[]): SQL {
  // Mostly a few hours and days, repeated many times.
  const known = new Map<number | null, string>([[null, 'NULL']])
  const write = (value: number | null) => {
    const text = known.get(value) ?? new Date(Number(value)).toISOString()
    known.set(value, text)
    return text
  }
  return sql`(select ${literal(values.map(write))}::text::timestamptz[])`
}

/** A column of UUIDs, as text. */
export function uuids(values: (string | null)[]): SQL {
  return sql`(select ${literal(values)}::text::uuid[])`
}

/** A column of bytes, given in hex. */
export function bytes(values: string[]): SQL {
  return sql`${literal(values.map(value => `"\\\\x${value}"`))}::text::bytea[]`
}

function literal(values: readonly Value[]): string {
  return `{${values.map(value => value ?? 'NULL').join(',')}}`
}

/** The texts of an array that the database sent: drizzle's own reader drops every backslash. */
export function readTexts(literal: string): string[] {
  return [...literal.matchAll(/"((?:[^"\\]|\\.)*)"|[^{},]+/gs)].map(
    ([bare, quoted]) => quoted?.replace(/\\(.)/gs, '$1') ?? bare,
  )
}

/** An array of texts, as the database reads it. */
export function quotedLiteral(values: readonly Value[]): string {
  return `{${values.map(value => (value === null ? 'NULL' : quote(String(value)))).join(',')}}`
}

function quote(text: string): string {
  return /["\\]/.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`
}
