import { type Info, parse } from 'csv-parse'
import type { LineProblem } from '../errors.js'
import { type CsvStart, findStart } from './csv-start.js'
import type { Turns } from './turns.js'

/** A record and the line it ends on, counted from 1. */
export interface CsvRecord {
  cells: string[]
  line: number
}

const [lineFeed, carriageReturn] = Buffer.from('\n\r')
/** Bytes parsed at a time, in one or two milliseconds. */
const sliceBytes = 8 * 1024
/** Nobody writes longer records, and the cells of one would be processed without a pause. */
const longestRecord = 128 * 1024

/**
 * The records of a CSV file in UTF-8, some at a time, and the malformed lines. Each line may end in
 * its own way; `findStart` finds the delimiter. Empty lines are skipped.
 */
export async function* readRecords(
  file: Uint8Array,
  names: readonly string[],
  turns: Turns,
): AsyncGenerator<{ records: CsvRecord[]; problems: LineProblem[] }> {
  const start = await findStart(file, names, turns)
  if (start === null) return
  const lineAt = countLines(file, start)
  let found: { cells: string[] | null; bytes: number }[] = []
  const parser = parse({
    delimiter: start.delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    info: true,
    trim: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: error => {
      if (error) found.push({ cells: null, bytes: Number(error.bytes) })
      return undefined
    },
  })
  parser.on('data', ({ record, info }: { record: string[]; info: Info }) => {
    found.push({ cells: record, bytes: info.bytes })
  })
  const ended = new Promise<void>((resolve, reject) => parser.once('end', resolve).once('error', reject))
  // It may settle before anybody awaits it.
  ended.catch(() => {})
  let skipped = 0
  let lastBad = -1
  let ends = 0
  let endsAt = start.at
  let lastLine = start.line - 1
  for (let at = start.at; at < file.length; at += sliceBytes) {
    await turns.next()
    parser.write(file.subarray(at, at + sliceBytes))
    await turns.next()
    const { records, problems } = taken()
    yield { records, problems }
    skipped += problems.length
    lastLine = Math.max(lastLine, records.at(-1)?.line ?? 0, problems.at(-1)?.line ?? 0)
    const endsNow = parser.info.records + parser.info.empty_lines + skipped
    if (endsNow !== ends) endsAt = at
    ends = endsNow
    if (at - endsAt > longestRecord) {
      parser.destroy()
      const message = `is longer than ${longestRecord / 1024} KB; what follows was not read`
      yield { records: [], problems: [{ line: lastLine + 1, message }] }
      return
    }
  }
  parser.end()
  await ended
  yield taken()

  function taken() {
    const records: CsvRecord[] = []
    const problems: LineProblem[] = []
    // The parser reports errors at once, but records a little later. A malformed line begins where
    // the record before it ends.
    const isBad = ({ cells }: { cells: string[] | null }) => Number(cells === null)
    for (const { cells, bytes } of found.sort((a, b) => a.bytes - b.bytes || isBad(a) - isBad(b))) {
      // Of one quote, the parser may report that it is misplaced and that it has no end.
      if (cells === null && bytes === lastBad) continue
      if (cells === null) lastBad = bytes
      const line = lineAt(cells === null ? bytes + 1 : bytes)
      if (cells === null) problems.push({ line, message: 'has a quote in the wrong place' })
      else records.push({ cells, line })
    }
    found = []
    return { records, problems }
  }
}

/**
 * Returns the line on which the first n bytes of a table end; n must grow with each call. The
 * parser counts a CR LF within quotes twice.
 */
function countLines(
  file: Uint8Array,
  { at, line }: Pick<CsvStart, 'at' | 'line'>,
): (bytes: number) => number {
  let counted = at
  let ends = line - 1
  const endsLine = (place: number) =>
    file[place] === lineFeed || (file[place] === carriageReturn && file[place + 1] !== lineFeed)
  return bytes => {
    const end = at + bytes
    for (; counted < end; counted++) if (endsLine(counted)) ends++
    return endsLine(end - 1) ? ends : ends + 1
  }
}
