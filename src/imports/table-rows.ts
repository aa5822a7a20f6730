import { readRecords } from '../typed/csv-records.js'
import { columnName } from '../typed/csv-start.js'
import type { Turns } from '../typed/turns.js'
import type { Head } from './find-head.js'
import type { BadLine, Row, Rows } from './json-rows.js'
import { cellsByColumn } from './values.js'

interface Table {
  /** Where its header is, if not at the start. */
  head?: Head
  /** Throws for columns that are not as they have to be. */
  check?(columns: string[]): void
  /** The columns of a table whose first record is no header; null if it is one. */
  bare?(first: string[]): string[] | null
}

/** The rows of a table, whose first record names the columns; `names` are those it may have. */
export async function* tableRows(
  file: Uint8Array,
  names: readonly string[],
  turns: Turns,
  { head = { at: 0, above: 0 }, check, bare = () => null }: Table = {},
): Rows {
  let columns: string[] | null = null
  for await (const { records, problems } of readRecords(file.subarray(head.at), names, turns)) {
    const rows: Row[] = []
    const bad: BadLine[] = problems.map(({ line, message }) => ({ line: line + head.above, message }))
    for (const { cells, line: at } of records) {
      const line = at + head.above
      if (columns === null) {
        const first = cells.map(columnName)
        const known = bare(first)
        columns = known ?? first
        check?.(columns)
        if (known === null) continue
      }
      const values = cellsByColumn(columns, cells)
      if (typeof values === 'string') bad.push({ line, slug: `line ${line}`, message: values })
      else rows.push({ line, values })
    }
    yield { rows, problems: bad }
  }
}
