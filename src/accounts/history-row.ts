import type { LineProblem } from '../errors.js'
import type { CsvRecord } from '../typed/csv-records.js'
import { typedTime } from '../typed/time.js'
import { trim } from '../typed/trim.js'
import { mostFollowers, typedWholeNumber } from '../typed/whole-number.js'
import { type Handle, handleForms } from './handle.js'
import type { HistoryColumns } from './history-columns.js'
import { typedAccount } from './typed-handles.js'

/** Who may have counted: a person, a file, days of X's analytics, an archive, or a network. */
export const followerSources = ['manual', 'csv', 'analytics', 'archive', 'x', 'bluesky', 'mastodon'] as const
export type FollowerSource = (typeof followerSources)[number]

/**
 * One line of a history, counted from 1; for a day without a time, `countedAt` is its first moment
 * in UTC.
 */
export interface HistoryRow {
  line: number
  account: Handle
  countedAt: Date
  followers: number
  /** As our own export tells it; left out if a file does not say. */
  source?: FollowerSource
}

/** Longer cells are not examined: no profile address has this many characters. */
const longestCell = 1000

/**
 * A record as a row, or what is wrong with it. A date is an ISO 8601 day or a time with its zone.
 */
export function readRow(
  { cells, line }: CsvRecord,
  columns: HistoryColumns,
  timeProblem: (time: string) => string | null,
): HistoryRow | LineProblem {
  const surplus = cells.slice(columns.width).find(cell => cell !== '')
  if (surplus !== undefined) {
    return { line, message: `has ${cells.length} cells, and there are ${columns.width} columns` }
  }
  const [handle, date, followers] = [columns.handle, columns.date, columns.followers].map(at => cells[at])
  if (handle === undefined || date === undefined || followers === undefined)
    return { line, message: 'must have three columns: handle,date,followers' }
  const time = typedTime(shortened(date))
  const account = typedAccount(shortened(handle))
  const count = typedWholeNumber(shortened(followers))
  const wrong = [
    account === null ? `handle must be ${handleForms}` : null,
    prefixed('date', timeProblem(time)),
    count !== null && count >= 0 && count <= mostFollowers
      ? null
      : `followers must be a whole number from 0 to ${mostFollowers}`,
  ].filter(message => message !== null)
  if (account === null || count === null || wrong.length > 0) return { line, message: wrong.join('; ') }
  const counted = columns.source === undefined ? '' : (cells[columns.source] ?? '')
  const source = followerSources.find(known => known === counted)
  return { line, account, countedAt: new Date(time), followers: count, ...(source && { source }) }
}

function shortened(cell: string): string {
  return trim(cell.slice(0, longestCell))
}

function prefixed(name: string, problem: string | null): string | null {
  return problem === null ? null : `${name} ${problem}`
}
