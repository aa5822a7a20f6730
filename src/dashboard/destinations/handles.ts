import type { FieldProblem } from '../../errors.js'
import { trim } from '../../typed/trim.js'

/** A problem quotes this many characters of a wrong entry. */
const mostShown = 60

/** Twice as many as a form may have: anything beyond that is too many anyway, and is not read. */
const mostEntries = 2_000

/** Splits a text into handles, at line breaks, commas, semicolons and spaces. */
export function splitHandles(text: string): string[] {
  const entries = text.split(/[\s,;]+/, mostEntries)
  return entries.length === mostEntries ? entries : entries.filter(entry => trim(entry) !== '')
}

/** A problem quotes the wrong entry: in a text, its number would not help. */
export function nameEntry({ field, message }: FieldProblem, entries: readonly string[]): FieldProblem {
  const entry = entries[Number(/^accounts\[(\d+)\]$/.exec(field)?.[1])]
  return { field, message: entry === undefined ? message : `“${entry.slice(0, mostShown)}” ${message}.` }
}
