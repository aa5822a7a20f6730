import { codes, hasCode } from '../db/errors.js'
import { LinksChanged } from './links.js'

/**
 * Whether the error lies in the records, so that trying them again is of no use. Everything else
 * (no connection, a restart, a full disk, a deadlock, a missing table) passes or is mended, and is
 * tried again.
 */
export function isRecordsFault(error: unknown): boolean {
  return hasCode(error, codes.ofData)
}

/**
 * Whether the database refuses a statement for what it says (42: names and definitions that do not
 * fit), and always will.
 */
export function isRefusal(error: unknown): boolean {
  return isRecordsFault(error) || hasCode(error, codes.ofStatement)
}

/**
 * Whether something has changed in the database since records were made ready for it: made ready
 * again, they may be stored.
 */
export function isOvertaken(error: unknown): boolean {
  return error instanceof LinksChanged || hasCode(error, codes.taken)
}
