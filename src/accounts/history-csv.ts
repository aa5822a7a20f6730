import { setImmediate as othersTurn } from 'node:timers/promises'
import { type Info, type Options, parse } from 'csv-parse'
import { InvalidCsv, type LineProblem } from '../errors.js'
import { trim } from '../typed/trim.js'
import { type Handle, parseHandle } from './handle.js'
import { typedHandle } from './handle-address.js'

/** One line of a history, counted from 1; `countedAt` of a bare day is its first moment in UTC. */
export interface HistoryRow {
  line: number
  account: Handle
  countedAt: Date
  followers: number
}

export const maxHistoryLines = 200_000
const mostFollowers = 2_000_000_000
/** Characters parsed in one go, about two milliseconds: redirects must not wait for a large file. */
const sliceLength = 64 * 1024
const columns = ['handle', 'date', 'followers'] as const
type Columns = Record<(typeof columns)[number], number>

/**
 * Reads `handle,date,followers`, separated by commas, semicolons or tabs (the first line tells). With a header the columns
 * may come in any order and others beside them are ignored. A date is an ISO 8601 day or a time with its zone;
 * `timeProblem` says what is wrong with a time, or null. Throws InvalidCsv that names every bad line.
 */
export async function readHistory(
  file: Uint8Array,
  timeProblem: (time: string) => string | null,
): Promise<HistoryRow[]> {
  const text = decode(file)
  const problems: LineProblem[] = []
  const rows: HistoryRow[] = []
  let order: Columns | null = null
  for await (const { record, line } of records(text, problems)) {
    if (line > maxHistoryLines + 1 || rows.length === maxHistoryLines) {
      problems.push({ line, message: `is one too many: a file may have ${maxHistoryLines} lines` })
      break
    }
    if (order === null) {
      order = readHeader(record)
      if (order !== null) {
        const missing = columns.filter(name => order?.[name] === -1)
        if (missing.length === 0) continue
        throw new InvalidCsv([{ line, message: `lacks the column ${missing.join(' and ')}` }])
      }
      order = { handle: 0, date: 1, followers: 2 }
    }
    const row = readRow(record, order, line, timeProblem)
    if ('message' in row) problems.push(row)
    else rows.push(row)
  }
  problems.push(...contradictions(rows, ({ account }) => account.key))
  if (problems.length > 0) throw new InvalidCsv(problems.sort((a, b) => a.line - b.line))
  if (rows.length === 0) throw new InvalidCsv([{ line: 1, message: 'is empty: send handle,date,followers' }])
  return rows
}

/** The lines that give an account another count at a time than a line before them; `whose` identifies the account. */
export function contradictions(rows: HistoryRow[], whose: (row: HistoryRow) => unknown): LineProblem[] {
  const first = new Map<string, HistoryRow>()
  return rows.flatMap(row => {
    const key = `${whose(row)} ${row.countedAt.getTime()}`
    const earlier = first.get(key)
    if (earlier === undefined) first.set(key, row)
    if (earlier === undefined || earlier.followers === row.followers) return []
    return [{ line: row.line, message: `contradicts line ${earlier.line}, of the same account and time` }]
  })
}

function decode(file: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file)
  } catch {
    const good = new TextDecoder().decode(file).split('\ufffd', 1)[0] ?? ''
    throw new InvalidCsv([{ line: good.split(/\r\n|\r|\n/).length, message: 'is not UTF-8' }])
  }
}

/** The records with the lines they end on; those that are no CSV go to `problems`. */
async function* records(
  text: string,
  problems: LineProblem[],
): AsyncGenerator<{ record: string[]; line: number }> {
  const [head = ''] = text.split(/[\r\n]/, 1)
  const options: Options = {
    delimiter: [';', '\t'].find(mark => !head.includes(',') && head.includes(mark)) ?? ',',
    info: true,
    trim: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: error => {
      if (error) problems.push({ line: Number(error.lines), message: 'has a quote in the wrong place' })
      return undefined
    },
  }
  const parser = parse(options)
  let found: { record: string[]; info: Info }[] = []
  parser.on('data', entry => found.push(entry))
  const ended = new Promise<void>((resolve, reject) => parser.once('end', resolve).once('error', reject))
  for (let at = 0; at < text.length; at += sliceLength) {
    parser.write(text.slice(at, at + sliceLength))
    await othersTurn()
    yield* taken()
  }
  parser.end()
  await ended
  yield* taken()

  function* taken() {
    for (const { record, info } of found) yield { record: record.map(trim), line: info.lines }
    found = []
  }
}

/** Where the columns stand, -1 for one that is missing; null for a line of data. */
function readHeader(record: string[]): Columns | null {
  const names = record.map(cell => cell.toLowerCase())
  const [handle = -1, date = -1, followers = -1] = columns.map(name => names.indexOf(name))
  return [handle, date, followers].filter(at => at >= 0).length >= 2 ? { handle, date, followers } : null
}

function readRow(
  record: string[],
  order: Columns,
  line: number,
  timeProblem: (time: string) => string | null,
): HistoryRow | LineProblem {
  const {
    handle = '',
    date = '',
    followers = '',
  } = {
    handle: record[order.handle],
    date: record[order.date],
    followers: record[order.followers],
  }
  if (record.length < 3) return { line, message: 'must have three columns: handle,date,followers' }
  const time = /^\d{4}-\d\d-\d\d$/.test(date) ? `${date}T00:00:00Z` : date
  const account = parseHandle(typedHandle(handle))
  const wrong = [
    account === null ? 'handle must be @name, @name.tld or @name@server' : null,
    prefixed('date', timeProblem(time)),
    /^\d{1,10}$/.test(followers) && Number(followers) <= mostFollowers
      ? null
      : `followers must be a whole number from 0 to ${mostFollowers}`,
  ].filter(message => message !== null)
  if (account === null || wrong.length > 0) return { line, message: wrong.join('; ') }
  return { line, account, countedAt: new Date(time), followers: Number(followers) }
}

function prefixed(name: string, problem: string | null): string | null {
  return problem === null ? null : `${name} ${problem}`
}
