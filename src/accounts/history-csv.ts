import { InvalidCsv, type LineProblem, mostLineProblems } from '../errors.js'
import { readRecords } from '../typed/csv-records.js'
import { type Turns, takeTurns } from '../typed/turns.js'
import { requireUtf8 } from '../typed/utf8.js'
import { columnNames, columnsWithout, type HistoryColumns, readHeader } from './history-columns.js'
import { type HistoryRow, readRow } from './history-row.js'

export const maxHistoryLines = 200_000
/** Rows returned at a time. */
const batchSize = 1_000

/**
 * Reads `handle,date,followers`, separated by commas, semicolons or tabs (detected from the first
 * line), some rows at a time; it can be iterated more than once. With a header the columns may be
 * in any order, and other columns are ignored. `timeProblem` says what is wrong with a time, or
 * null. Throws InvalidEncoding at once, but InvalidCsv, which names the bad lines, only at the end.
 */
export function readHistory(
  file: Uint8Array,
  timeProblem: (time: string) => string | null,
  turns: Turns = takeTurns(),
): AsyncIterable<HistoryRow[]> {
  return { [Symbol.asyncIterator]: () => readRows(file, timeProblem, turns) }
}

async function* readRows(
  file: Uint8Array,
  timeProblem: (time: string) => string | null,
  turns: Turns,
): AsyncGenerator<HistoryRow[]> {
  requireUtf8(file)
  const wrong: LineProblem[] = []
  let total = 0
  let count = 0
  let columns: HistoryColumns | null = null
  let rows: HistoryRow[] = []
  const refuse = (problem: LineProblem) => {
    total++
    if (wrong.length < mostLineProblems) wrong.push(problem)
  }
  reading: for await (const { records, problems } of readRecords(file, columnNames, turns)) {
    problems.forEach(refuse)
    for (const record of records) {
      if (columns === null) {
        columns = readHeader(record)
        if (columns !== null) continue
        columns = columnsWithout
      }
      if (record.line > maxHistoryLines + 1 || count === maxHistoryLines) {
        refuse({ line: record.line, message: `is one too many: a file may have ${maxHistoryLines} lines` })
        break reading
      }
      count++
      const row = readRow(record, columns, timeProblem)
      if ('message' in row) refuse(row)
      else rows.push(row)
      if (turns.isOver()) await turns.next()
    }
    if (rows.length < batchSize) continue
    await turns.next()
    yield rows
    rows = []
  }
  if (rows.length > 0) yield rows
  if (total > 0) throw new InvalidCsv(wrong, total)
  if (count === 0) throw new InvalidCsv([{ line: 1, message: 'is empty: send handle,date,followers' }])
}
