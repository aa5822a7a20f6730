import { codeOf } from '../db/around.js'
import { LinksChanged } from './links.js'

/**
 * SQLSTATE classes of errors that a record itself causes: bad data, a broken constraint, more than
 * an index takes.
 */
const recordsFault = /^(?:22|23|54)/

/**
 * Whether the error lies in the records, so that trying them again is of no use. Everything else
 * (no connection, a restart, a full disk, a deadlock, a missing table) passes or is mended, and is
 * tried again.
 */
export function isRecordsFault(error: unknown): boolean {
  return recordsFault.test(codeOf(error) ?? '')
}

/**
 * Whether the database refuses a statement for what it says (42: names and definitions that do not
 * fit), and always will.
 */
export function isRefusal(error: unknown): boolean {
  return isRecordsFault(error) || /^42/.test(codeOf(error) ?? '')
}

/**
 * Whether something has changed in the database since records were made ready for it: made ready
 * again, they may be stored.
 */
export function isOvertaken(error: unknown): boolean {
  return error instanceof LinksChanged || codeOf(error) === '23505'
}
