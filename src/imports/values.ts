import { trim } from '../typed/trim.js'
import { typedWholeNumber } from '../typed/whole-number.js'

/** What a link of a file has in its columns, by the form of `columnName`. */
export type Values = ReadonlyMap<string, unknown>

/**
 * The cells of a line by their columns; what is wrong with it where there are more of them: what is
 * behind a comma that should have been in quotes would be in other columns.
 */
export function cellsByColumn(header: readonly string[], cells: readonly string[]): Values | string {
  if (cells.slice(header.length).some(cell => trim(cell) !== '')) {
    return `has ${cells.length} cells, and there are ${header.length} columns: put a cell with a comma into quotes`
  }
  return new Map(header.map((name, n) => [name, cells[n] ?? '']))
}

const mostSeconds = 253_402_300_799
/** A longer text is no time and no count. */
const longest = 100

/** The first of these columns that is not empty, as a text. */
export function textIn(values: Values, columns: readonly string[] = []): string {
  for (const column of columns) {
    const value = values.get(column)
    const text = typeof value === 'string' || typeof value === 'number' ? trim(String(value)) : ''
    if (text !== '') return text
  }
  return ''
}

/** Each text of a list, or of a cell with such a sign between them. */
export function textsIn(values: Values, columns: readonly string[] = [], sign = ','): string[] {
  const found = columns.map(column => values.get(column)).find(value => value !== undefined && value !== null)
  if (typeof found === 'string') return found.split(sign).map(trim).filter(isSomething)
  if (!Array.isArray(found)) return []
  return found
    .map(entry => (typeof entry === 'string' ? entry : ((entry as { name?: unknown } | null)?.name ?? '')))
    .map(entry => trim(String(entry)))
    .filter(isSomething)
}

/** A list as this service exports it: | between its entries, and \ before a | or \ in one. */
export function listIn(values: Values, columns: readonly string[] = []): string[] {
  const text = columns.map(column => values.get(column)).find(value => typeof value === 'string')
  if (typeof text !== 'string') return textsIn(values, columns)
  const entries = [...text.matchAll(/(?:[^|\\]|\\.?)+/gs)].map(([entry]) => entry.replace(/\\([|\\])/g, '$1'))
  return entries.map(trim).filter(isSomething)
}

/** Whether a column says yes; a password does, unless it only says no. */
export function isSet(values: Values, columns: readonly string[] = []): boolean {
  return columns.some(column => {
    const value = values.get(column)
    return value === true || !['', '0', 'false', 'no', 'null'].includes(String(value ?? '').toLowerCase())
  })
}

/**
 * A time: seconds or milliseconds since 1970, or ISO 8601, where a time without a zone is in UTC.
 * Null if there is none, "invalid" for anything else.
 */
export function timeIn(values: Values, columns: readonly string[] = []): Date | null | 'invalid' {
  const text = textIn(values, columns)
  // MySQL writes zeros for no time.
  if (text === '' || /^[0:\- ]+$/.test(text)) return null
  if (text.length > longest) return 'invalid'
  const seconds = /^\d{9,13}$/.test(text) ? Number(text) : null
  const time = seconds === null ? isoTime(text) : new Date(seconds > 1e11 ? seconds : seconds * 1000)
  return time !== null && time.getTime() >= 0 && time.getTime() <= mostSeconds * 1000 ? time : 'invalid'
}

/** A day or a time in ISO 8601; without a zone in UTC. Null for anything else. */
export function isoTime(text: string): Date | null {
  const [, day, time = '00:00', zone = 'Z'] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|UTC|[+-]\d\d:?\d\d)?)?$/i.exec(text) ?? []
  if (day === undefined) return null
  const offset = zone.replace(/^utc$/i, 'Z').replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')
  const start = new Date(`${day}T00:00Z`)
  // "2026-02-30" would be read as a day in March.
  if (Number.isNaN(start.getTime()) || !start.toISOString().startsWith(day)) return null
  return new Date(`${day}T${time}${offset}`)
}

/** A count, in the notation of any country. Null if there is none, "invalid" for anything else. */
export function countIn(values: Values, columns: readonly string[] = []): number | null | 'invalid' {
  const text = textIn(values, columns)
  if (text === '') return null
  const count = text.length > longest ? null : typedWholeNumber(text)
  return count === null || count < 0 || !Number.isSafeInteger(count) ? 'invalid' : count
}

/** The slug in bit.ly/launch, https://sho.rt/launch or, without an address, in /launch/. */
export function slugIn(text: string, inAddress: boolean): string {
  const path = inAddress ? text.replace(/^https?:\/\//i, '').replace(/^[^/]*\//, '') : text
  return path.replace(/^\/+|\/+$/g, '')
}

/** The domain in sho.rt or https://sho.rt/launch; empty if there is none. */
export function domainIn(text: string): string {
  return (text.replace(/^https?:\/\//i, '').split('/')[0] ?? '').toLowerCase()
}

function isSomething(text: string): boolean {
  return text !== ''
}
