import type { Turns } from '../typed/turns.js'

/** Where the first line of a table is, counted from 1, and what stands between its cells. */
export interface CsvStart {
  at: number
  line: number
  delimiter: string
}

const delimiters = [',', ';', '\t'] as const
const byteOrderMark = Buffer.from('\ufeff')
/** Bytes of the first line that are looked at, and how many blank ones are passed in one go. */
const headBytes = 8 * 1024
const sliceBytes = 64 * 1024
const [tab = 0, lineFeed = 0, carriageReturn = 0, blank = 0] = Buffer.from('\t\n\r ')
/** What Excel writes above a table for itself. */
const told = /^"?sep=([^\w\s"]|\t)"?[,;\s]*$/i

/**
 * Passes a mark of byte order, blank lines and a line such as `sep=;`, which tells what separates
 * cells. Otherwise the first line tells, by the delimiter that shows the most of the columns'
 * names, or of a date; null for a file of blanks.
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

/** The start of the next line that has something in it. */
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

function guess(head: string, names: readonly string[]): string {
  const scores = delimiters.map(delimiter => {
    const cells = head.split(delimiter).map(cell => cell.replaceAll('"', '').trim().toLowerCase())
    return cells.filter(cell => names.includes(cell) || /^\d{4}-\d\d-\d\d(?:[t ].*)?$/.test(cell)).length
  })
  return delimiters[scores.indexOf(Math.max(...scores))] ?? ','
}
