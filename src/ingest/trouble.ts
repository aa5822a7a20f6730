import { WindowsMoved } from './windows.js'

/**
 * SQLSTATE classes of errors that a record itself causes: bad data, a broken constraint, more than an index takes. Not
 * 23514: `clicks` has no check but that of its partitions, and a missing one can be made.
 */
const recordsFault = /^(?:22|23(?!514)|54)/

/**
 * Whether the error lies in the records, so that trying them again is of no use. Everything else (no connection, a restart,
 * a full disk, a deadlock, a missing table) passes or is mended, and is tried again.
 */
export function isRecordsFault(error: unknown): boolean {
  // A time at which no click can have happened.
  if (error instanceof RangeError) return true
  return recordsFault.test(codeOf(error) ?? '')
}

/**
 * Whether a prepared batch could not be copied as it is, and record by record may do. What was wrong with rows of COPY the
 * server tells before the next statement, where postgres.js does not listen; that one then hears only that the transaction
 * is aborted (25P02).
 */
export function isCopyRefused(error: unknown): boolean {
  return error instanceof WindowsMoved || isRecordsFault(error) || codeOf(error) === '25P02'
}

/** What to show a person: the innermost message, with its code where it has one. Holds no data of a record. */
export function describe(error: unknown): string {
  const code = codeOf(error)
  const message = innermost(error).message
  return code === undefined || message.includes(code) ? message : `${message} (${code})`
}

function codeOf(error: unknown): string | undefined {
  const { code } = innermost(error) as Error & { code?: unknown }
  return typeof code === 'string' ? code : undefined
}

/** Drizzle wraps the driver's error, and its own message shows the query with its parameters. */
function innermost(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error))
  return error.cause instanceof Error ? innermost(error.cause) : error
}
