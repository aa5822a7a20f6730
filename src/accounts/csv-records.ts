import { type Info, parse } from 'csv-parse'
import type { LineProblem } from '../errors.js'
import type { Turns } from '../typed/turns.js'
import { findStart } from './csv-start.js'

/** A record and the line on which it ends, counted from 1. */
export interface CsvRecord {
  cells: string[]
  line: number
}

/** Bytes parsed in one go, in two or three milliseconds. */
const sliceBytes = 16 * 1024

/**
 * The records of a CSV file in UTF-8, some at a time, and the lines that are none. Lines end as they like, each in its own
 * way; cells are separated by what `findStart` finds. Lines with nothing in them are passed over.
 */
export async function* readRecords(
  file: Uint8Array,
  names: readonly string[],
  turns: Turns,
): AsyncGenerator<{ records: CsvRecord[]; problems: LineProblem[] }> {
  const start = await findStart(file, names, turns)
  if (start === null) return
  let records: CsvRecord[] = []
  let problems: LineProblem[] = []
  const lineOf = (lines: number) => lines + start.line - 1
  const parser = parse({
    delimiter: start.delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    info: true,
    trim: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: error => {
      if (error)
        problems.push({ line: lineOf(Number(error.lines)), message: 'has a quote in the wrong place' })
      return undefined
    },
  })
  parser.on('data', ({ record, info }: { record: string[]; info: Info }) => {
    records.push({ cells: record, line: lineOf(info.lines) })
  })
  const ended = new Promise<void>((resolve, reject) => parser.once('end', resolve).once('error', reject))
  // It may be over before anybody waits for it.
  ended.catch(() => {})
  for (let at = start.at; at < file.length; at += sliceBytes) {
    await turns.next()
    parser.write(file.subarray(at, at + sliceBytes))
    await turns.next()
    yield taken()
  }
  parser.end()
  await ended
  yield taken()

  function taken() {
    const found = { records, problems }
    records = []
    problems = []
    return found
  }
}
