import type { LineProblem } from '../errors.js'
import type { Turns } from '../typed/turns.js'
import type { Place } from './row-place.js'

/** An object of a list, as bytes, and where it begins. */
export interface JsonEntry extends Required<Place> {
  bytes: Uint8Array
}

/** What is open at a place: an object or a list. */
interface Open {
  sign: number
  /** The name of the value to come, in an object. */
  key: string
  /** A list of links. */
  isList: boolean
  /** An object in such a list, but not the page of one. */
  entry: { at: number; line: number } | null
}

/** Shorteners and networks call the list in their answers so; else the whole file is the list. */
const listNames = ['links', 'data', 'orderedItems', 'feed']
/** YOURLS lists its links so: `{"links": {"link_1": {…}, "link_2": {…}}}`. */
const numbered = /^link_\d+$/
const mostLevels = 100
/** No link needs as much, and parsing more would hold up everybody else. */
const longestEntry = 128 * 1024
/** A byte order mark may stand first. */
const bomBytes = 3
const bytesAtOnce = 16 * 1024
const [quote, comma, colon, backslash, openObject, closeObject, openList, closeList, lineFeed, carriage] = [
  ...Buffer.from('",:\\{}[]\n\r'),
]
const blanks = new Set(Buffer.from(' \t\n\r'))

/**
 * The objects of a file's lists, some at a time, and what is wrong: a file can be too long to parse
 * as a whole while others wait. Several answers of an API may follow each other, or be in a list.
 * Texts between the objects are wrong, too, unless they are `ignored`. An object outside of any
 * list counts as well, as in JSON lines.
 */
export async function* jsonEntries(
  file: Uint8Array,
  turns: Turns,
  texts: 'wrong' | 'ignored' = 'wrong',
): AsyncGenerator<{ entries: JsonEntry[]; problems: (Place & LineProblem)[] }> {
  const open: Open[] = []
  let entries: JsonEntry[] = []
  let problems: (Place & LineProblem)[] = []
  let count = 0
  let line = 1
  let strayLine = 0
  let text = ''
  let nextTurn = bytesAtOnce
  for (let at = 0; at < file.length; at++) {
    const byte = file[at] ?? 0
    const inside = open.at(-1)
    if (byte === lineFeed || (byte === carriage && file[at + 1] !== lineFeed)) line++
    const isIgnored = byte === quote && texts === 'ignored'
    const isBetween =
      inside === undefined ? at >= bomBytes && byte !== openList && byte !== closeObject : inside.isList
    if (isBetween && isStray(byte) && !isIgnored && strayLine !== line) {
      problems.push({ line, message: 'has something between the entries that is none: take it out' })
      strayLine = line
    }
    if (byte === quote) {
      const end = endOfText(file, at)
      text = end - at <= 64 ? Buffer.from(file.subarray(at + 1, end)).toString() : ''
      at = end
    } else if (byte === colon && inside) inside.key = text
    else if (byte === comma && inside) inside.key = ''
    else if (byte === openObject) {
      const isNumbered = open.at(-2)?.key === 'links' && numbered.test(inside?.key ?? '')
      if (isNumbered) for (const page of open) page.entry = null
      open.push({
        sign: closeObject ?? 0,
        key: '',
        isList: false,
        // One that stands alone may be a line, unless a list turns out to be in it.
        entry: inside === undefined || inside.isList || isNumbered ? { at, line } : null,
      })
    } else if (byte === openList) {
      const isList = inside === undefined || listNames.includes(inside.key)
      if (isList) for (const page of open) page.entry = null
      open.push({ sign: closeList ?? 0, key: '', isList, entry: null })
    } else if (byte === closeObject || byte === closeList) {
      if (inside?.sign !== byte) break
      open.pop()
      const { entry } = inside
      if (entry !== null) {
        const place = { line: entry.line, entry: ++count }
        if (at - entry.at > longestEntry) {
          problems.push({ ...place, message: `is longer than ${longestEntry / 1024} KB` })
        } else entries.push({ ...place, bytes: file.subarray(entry.at, at + 1) })
      }
    }
    if (open.length > mostLevels) break
    if (at < nextTurn) continue
    yield { entries, problems }
    entries = []
    problems = []
    nextTurn = at + bytesAtOnce
    await turns.next()
  }
  if (open.length > 0) problems.push({ line, message: 'is not valid JSON; what follows was not read' })
  yield { entries, problems }
}

function isStray(byte: number): boolean {
  return !blanks.has(byte) && byte !== comma && byte !== openObject && byte !== closeList
}

/** Where the string that starts at this quote ends. */
function endOfText(file: Uint8Array, start: number): number {
  let at = start + 1
  while (at < file.length && file[at] !== quote) at += file[at] === backslash ? 2 : 1
  return at
}
