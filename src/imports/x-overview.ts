import { dayMs } from '../durations.js'
import { firstTweetsAt } from '../tweets/status-time.js'
import { takeTurns } from '../typed/turns.js'
import { requireUtf8 } from '../typed/utf8.js'
import { eachRow } from './each-row.js'
import { findHead, type Head } from './find-head.js'
import type { RowProblem } from './read-link.js'
import { tableRows } from './table-rows.js'
import { countIn, isoTime, textIn } from './values.js'

/** A day in UTC, and by how much the followers changed on it. */
export interface DayChange {
  /** Its first moment. */
  day: Date
  change: number
}

const names = ['date', 'newfollows', 'unfollows']
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const mostDays = 10_000

/** Finds the header of X's analytics of an account by day. Null for any other file. */
export function findOverviewHead(file: Uint8Array): Head | null {
  return findHead(file, columns => names.every(name => columns.includes(name)))
}

/**
 * Reads X's analytics of an account ("overview"): the days in their order. Only the followers are
 * used; what a day's tweets had together belongs to none of them. Throws InvalidEncoding.
 */
export async function readOverview(
  file: Uint8Array,
  head: Head,
  { now }: { now: Date },
): Promise<{ rows: number; days: DayChange[]; problems: RowProblem[] }> {
  requireUtf8(file)
  const turns = takeTurns()
  const days = new Map<number, DayChange>()
  const found = { rows: 0, problems: [] as RowProblem[] }
  for await (const { values, line } of eachRow(tableRows(file, names, turns, { head }), turns, found)) {
    const text = textIn(values, ['date'])
    const day = dayIn(text)
    const [more, fewer] = [countIn(values, ['newfollows']), countIn(values, ['unfollows'])]
    const wrong: [field: string, problem: string | false][] = [
      ['Date', day === null && 'must be a day such as Tue, Jul 14, 2026'],
      ['Date', Number(day) > Number(now) + dayMs && 'must not be in the future'],
      ['Date', day !== null && day < firstTweetsAt && 'must not be before 2006'],
      ['Date', day !== null && days.has(Number(day)) && 'is twice in the file'],
      ['Date', found.rows > mostDays && `is one too many: a file may have ${mostDays} days`],
      ['New follows', typeof more !== 'number' && 'must be a whole number'],
      ['Unfollows', typeof fewer !== 'number' && 'must be a whole number'],
    ]
    for (const [field, message] of wrong) {
      if (message !== false) found.problems.push({ line, slug: text, field, message })
    }
    if (day !== null && day >= firstTweetsAt && !days.has(Number(day)) && found.rows <= mostDays) {
      days.set(Number(day), { day, change: numberOf(more) - numberOf(fewer) })
    }
  }
  return { ...found, days: [...days.values()].sort((a, b) => Number(a.day) - Number(b.day)) }
}

function numberOf(count: number | null | 'invalid'): number {
  return typeof count === 'number' ? count : 0
}

/** "Tue, Jul 14, 2026" or "2026-07-14". Null for anything else. */
function dayIn(text: string): Date | null {
  const [, name = '', date = '', year = ''] =
    /^(?:[a-z]{3,9}\.?,\s*)?([a-z]{3})[a-z]*\.?\s+(\d{1,2}),?\s+(\d{4})$/i.exec(text) ?? []
  const month = months.indexOf(name.toLowerCase()) + 1
  const iso = month === 0 ? text : `${year}-${String(month).padStart(2, '0')}-${date.padStart(2, '0')}`
  return /^\d{4}-\d\d-\d\d$/.test(iso) ? isoTime(iso) : null
}
