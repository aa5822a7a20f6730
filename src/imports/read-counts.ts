import type { Handle } from '../accounts/handle.js'
import { columnsWithout } from '../accounts/history-columns.js'
import { maxHistoryLines } from '../accounts/history-csv.js'
import { type HistoryRow, readRow } from '../accounts/history-row.js'
import { takeTurns } from '../typed/turns.js'
import { requireUtf8 } from '../typed/utf8.js'
import { eachRow } from './each-row.js'
import { findHead } from './find-head.js'
import { jsonRows } from './json-rows.js'
import type { RowProblem } from './read-link.js'
import { type Place, placeName } from './row-place.js'
import { tableRows } from './table-rows.js'
import { textIn } from './values.js'

/** What a file of follower counts has, by the form of `columnName`. */
const columns = {
  handle: ['handle', 'account', 'username'],
  date: ['date', 'day', 'countedat', 'time'],
  source: ['source'],
  followers: ['followers', 'followercount', 'followerscount', 'totalfollowers'],
}
const names = Object.values(columns).flat()
const cellsOfRow = { ...columnsWithout, source: 3, width: 4 }
const headBytes = 4 * 1024
const bare =
  /^(?:\xef\xbb\xbf)?\s*"?@?[\w.-]+(?:@[\w.-]+)?"?\s*[,;\t]\s*"?\d{4}-\d\d-\d\d[^,;\t\r\n]*[,;\t]\s*"?\d[\d.,' ]*"?\s*(?:[\r\n]|$)/

/** The counts of a file, and what is wrong with others. */
export interface CountFile {
  rows: number
  /** Those of JSON have their place among the entries for a line. */
  counts: HistoryRow[]
  /** The lines of these entries. */
  lines: Map<number, number>
  problems: RowProblem[]
}

/**
 * Whether a file has follower counts: as a table with a date, followers, and the handle unless one
 * account is given, or without a header in that order; or as the JSON lines of our own export.
 */
export function hasCounts(file: Uint8Array): boolean {
  const head = Buffer.from(file.subarray(0, headBytes)).toString('latin1')
  if (isJson(head)) {
    const [first = ''] = head.split('}')
    return ['handle', 'date', 'followers'].every(name => new RegExp(`"${name}"\\s*:`).test(first))
  }
  return bare.test(head) || findHead(file, isHeader) !== null
}

/**
 * Reads follower counts; `author` has those of a file without handles. Throws InvalidEncoding.
 */
export async function readCounts(
  file: Uint8Array,
  { author, timeProblem }: { author: Handle | null; timeProblem: (time: string) => string | null },
): Promise<CountFile> {
  requireUtf8(file)
  const turns = takeTurns()
  const found: CountFile = { rows: 0, counts: [], lines: new Map(), problems: [] }
  const refuse = (place: Place, message: string, slug: string | null = null) =>
    found.problems.push({ ...place, slug, field: null, message })
  const isLines = isJson(Buffer.from(file.subarray(0, headBytes)).toString('latin1'))
  const rows = isLines ? jsonRows(file, turns) : tableRows(file, names, turns, { bare: withoutHeader })
  for await (const { values, ...place } of eachRow(rows, turns, found)) {
    if (found.rows > maxHistoryLines) {
      refuse(place, `is one too many: a file may have ${maxHistoryLines} lines`)
      return found
    }
    const handle = textIn(values, columns.handle) || (author?.handle ?? '')
    const { date, followers, source } = columns
    const cells = [handle, ...[date, followers, source].map(some => textIn(values, some))]
    const row = readRow({ cells, line: place.entry ?? place.line }, cellsOfRow, timeProblem)
    if ('message' in row) refuse(place, row.message, handle || placeName(place))
    else {
      found.counts.push(row)
      if (place.entry !== undefined) found.lines.set(place.entry, place.line)
    }
  }
  return found
}

function isJson(head: string): boolean {
  return /^(?:\xef\xbb\xbf)?\s*[[{]/.test(head)
}

/** Of nothing else: tables of links have these columns, too, in other company. */
const withoutHeader = (first: string[]) => (isHeader(first) ? null : ['handle', 'date', 'followers'])

function isHeader(cells: string[]): boolean {
  const has = (some: string[]) => some.some(name => cells.includes(name))
  return has(columns.date) && has(columns.followers) && !cells.includes('url')
}
