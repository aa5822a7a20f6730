import { takeTurns } from '../typed/turns.js'
import { decodeUtf8, requireUtf8 } from '../typed/utf8.js'
import { eachRow, type Found } from './each-row.js'
import { jsonValues, type Row, type Rows } from './json-rows.js'
import { undefused } from './own-fields.js'
import { tableRows } from './table-rows.js'

/**
 * Columns that nobody else has together, by what we export; links and follower counts come from
 * others, too, and are told by their readers.
 */
const marks = {
  tweets: ['followerclickers', 'reportedclicks'],
  accounts: ['network', 'followerscountedat'],
  clicks: ['visitor', 'rulesversion'],
} as const

export type OwnKind = keyof typeof marks

const headBytes = 4 * 1024
const brace = '{'.charCodeAt(0)

/** What is in a file that we exported, as CSV or as JSON lines; null for any other file. */
export function ownKind(file: Uint8Array): OwnKind | null {
  const [head = ''] = Buffer.from(file.subarray(0, headBytes))
    .toString('latin1')
    .toLowerCase()
    .split(/[\r\n]/)
  const kinds = Object.keys(marks) as OwnKind[]
  return kinds.find(kind => marks[kind].every(mark => head.includes(mark))) ?? null
}

/** The rows of such a file one by one, counted in `found` as all are. Throws InvalidEncoding. */
export async function* ownRows(file: Uint8Array, kind: OwnKind, found: Found): AsyncGenerator<Row> {
  requireUtf8(file)
  const turns = takeTurns()
  const isLines = file[0] === brace
  const rows = isLines ? lines(file) : tableRows(file, marks[kind], turns)
  for await (const row of eachRow(rows, turns, found))
    yield isLines ? row : { ...row, values: undefused(row.values) }
}

async function* lines(file: Uint8Array): Rows {
  for (const [n, text] of decodeUtf8(file).split('\n').entries()) {
    if (text.trim() === '') continue
    try {
      yield { rows: [{ line: n + 1, values: jsonValues(text) }], problems: [] }
    } catch {
      yield { rows: [], problems: [{ line: n + 1, message: 'is not valid JSON' }] }
    }
  }
}
