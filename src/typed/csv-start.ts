import type { Turns } from './turns.js'

/** The position of a table's first line, counted from 1, and the delimiter between its cells. */
export interface CsvStart {
  at: number
  line: number
  delimiter: string
}

const delimiters = [',', ';', '\t'] as const
const byteOrderMark = Buffer.from('\ufeff')
/** How many bytes of the first line are examined, and how many blank ones are skipped at a time. */
const headBytes = 8 * 1024
const sliceBytes = 64 * 1024
const [tab = 0, lineFeed = 0, carriageReturn = 0, blank = 0] = Buffer.from('\t\n\r ')
/** The line that Excel writes above a table for its own use. */
const told = /^"?sep=([^\w\s"]|\t)"?[,;\s]*$/i

/**
 * Skips a byte order mark, blank lines and a line such as `sep=;`, which names the delimiter.
 * Otherwise it is the delimiter that finds the most column names (in the form of `columnName`), or
 * a date, in the first line. Null for a blank file.
 */
export async function findStart(
  file: Uint8Array,
  names: readonly string[],
  turns: Turns,
): Promise<CsvStart | null> {
  const hasMark = byteOrderMark.equals(file.subarray(0, byteOrderMark.length))
  const first = await passBlanks(file, { at: hasMark ? byteOrderMark.length : 0, line: 1 }, turns)
  if (first === null) return null
  const head = headOf(file, first.at)
  const [, delimiter] = told.exec(head) ?? []
  if (delimiter === undefined) return { ...first, delimiter: guess(head, names) }
  const next = await passBlanks(file, { ...first, at: first.at + Buffer.byteLength(head) }, turns)
  return next && { ...next, delimiter }
}

/** The start of the next line that is not blank. */
async function passBlanks(
  file: Uint8Array,
  from: Pick<CsvStart, 'at' | 'line'>,
  turns: Turns,
): Promise<Pick<CsvStart, 'at' | 'line'> | null> {
  let { at: start, line } = from
  for (let at = from.at; at < file.length; at++) {
    const byte = file[at]
    if (byte === lineFeed || byte === carriageReturn) {
      if (byte === carriageReturn && file[at + 1] === lineFeed) at++
      line++
      start = at + 1
    } else if (byte !== tab && byte !== blank) return { at: start, line }
    if (at % sliceBytes === 0) await turns.next()
  }
  return null
}

function headOf(file: Uint8Array, at: number): string {
  const text = new TextDecoder().decode(file.subarray(at, at + headBytes))
  return text.split(/[\r\n]/, 1)[0] ?? ''
}

/** A column's name as names compare: "Long URL" is the same as long_url. */
export function columnName(cell: string): string {
  return cell.replace(/["\s_-]/g, '').toLowerCase()
}

function guess(head: string, names: readonly string[]): string {
  const scores = delimiters.map(delimiter => {
    const cells = head.split(delimiter)
    return cells.filter(cell => names.includes(columnName(cell)) || isTime(cell)).length
  })
  return delimiters[scores.indexOf(Math.max(...scores))] ?? ','
}

function isTime(cell: string): boolean {
  return /^\s*\d{4}-\d\d-\d\d(?:[t ].*)?$/i.test(cell.replaceAll('"', ''))
}
