import { InvalidCsv } from '../errors.js'
import type { CsvRecord } from '../typed/csv-records.js'
import { trim } from '../typed/trim.js'

export const columnNames = ['handle', 'date', 'followers'] as const
/** A header cell is never longer. */
const longestName = 100

/** The positions of the columns, of `source` where there is one, and the number of all columns. */
export type HistoryColumns = Record<(typeof columnNames)[number] | 'width', number> & { source?: number }

/** For a file without a header. */
export const columnsWithout: HistoryColumns = { handle: 0, date: 1, followers: 2, width: 3 }

/**
 * Reads a header; null for a line of data. Throws InvalidCsv if a column is missing or appears
 * twice.
 */
export function readHeader({ cells, line }: CsvRecord): HistoryColumns | null {
  const names = cells.map(cell => trim(cell.slice(0, longestName)).toLowerCase())
  const missing = columnNames.filter(name => !names.includes(name))
  if (missing.length > 1) return null
  const twice = columnNames.filter(name => names.indexOf(name) !== names.lastIndexOf(name))
  const problem =
    missing.length > 0
      ? `lacks the column ${missing[0]}`
      : twice.length > 0
        ? `names the column ${twice.join(' and ')} twice`
        : null
  if (problem !== null) throw new InvalidCsv([{ line, message: problem }])
  const [handle = 0, date = 0, followers = 0] = columnNames.map(name => names.indexOf(name))
  const source = names.indexOf('source')
  return { handle, date, followers, ...(source >= 0 && { source }), width: names.length }
}
