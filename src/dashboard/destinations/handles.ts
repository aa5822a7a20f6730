import type { FieldProblem } from '../../errors.js'
import { trim } from '../../typed/trim.js'

/** Characters of a wrong entry that its problem repeats. */
const mostShown = 60

/** Twice as many as a form may have: who sends more is told so, and the rest is not looked at. */
const mostEntries = 2_000

/**
 * The entries of a text with one handle a line, or with commas, semicolons or spaces between them.
 */
export function splitHandles(text: string): string[] {
  const entries = text.split(/[\s,;]+/, mostEntries)
  return entries.length === mostEntries ? entries : entries.filter(entry => trim(entry) !== '')
}

/** A problem of one of these entries names the entry, which its number would not in a text. */
export function nameEntry({ field, message }: FieldProblem, entries: readonly string[]): FieldProblem {
  const entry = entries[Number(/^accounts\[(\d+)\]$/.exec(field)?.[1])]
  return { field, message: entry === undefined ? message : `“${entry.slice(0, mostShown)}” ${message}.` }
}
