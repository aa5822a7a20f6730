import { codes, hasCode } from '../db/errors.js'
import { LinksChanged } from './links.js'

/**
 * Whether the records caused the error, so that a retry is useless. Everything else (no connection,
 * a restart, a full disk, a deadlock, a missing table) passes or gets fixed, and is retried.
 */
export function isRecordsFault(error: unknown): boolean {
  return hasCode(error, codes.ofData)
}

/**
 * Whether the database refuses the statement itself (42: names or definitions that do not match),
 * and always will.
 */
export function isRefusal(error: unknown): boolean {
  return isRecordsFault(error) || hasCode(error, codes.ofStatement)
}

/**
 * Whether the database has changed since records were prepared for it: prepared again, they may be
 * stored.
 */
export function isOvertaken(error: unknown): boolean {
  return error instanceof LinksChanged || hasCode(error, codes.taken)
}
