import { type FieldProblem, InvalidInput } from '../errors.js'
import { parseInstant } from '../stats/moment.js'
import { isBroken } from '../typed/controls.js'

/** What a client sent, by name: a query, a form or a JSON object. */
export type Fields = Readonly<Record<string, unknown>>

/** A body as fields; none was sent if it is missing. Throws InvalidInput for any other value. */
export function fieldsOf(body: unknown): Fields {
  if (body === undefined || body === null) return {}
  if (typeof body !== 'object' || Array.isArray(body)) throw invalid('body', 'must be an object of fields')
  return body as Fields
}

export function invalid(field: string, message: string): InvalidInput {
  return new InvalidInput([{ field, message }])
}

/** For what this service cannot do, however it is asked for: it must not seem to be done. */
export function refuse(fields: Fields, messages: Readonly<Record<string, string>>): void {
  const problems: FieldProblem[] = Object.entries(messages)
    .filter(([name]) => isGiven(fields[name]))
    .map(([field, message]) => ({ field, message }))
  if (problems.length > 0) throw new InvalidInput(problems)
}

/** Clients send what they have no value for as null, "", [] or {}. */
function isGiven(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false
  return typeof value !== 'object' || ArrayBuffer.isView(value) || Object.keys(value).length > 0
}

/** A text; undefined if it was left out, empty or null, and the last one if it came repeatedly. */
export function text(fields: Fields, name: string): string | undefined {
  const given = fields[name]
  const value: unknown = Array.isArray(given) ? given.at(-1) : given
  if (!isGiven(value)) return undefined
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') throw invalid(name, 'must be text')
  return value
}

const longestLine = 200

/** A short text to search for. */
export function line(fields: Fields, name: string): string | undefined {
  const value = text(fields, name)
  if (value === undefined) return undefined
  if (value.length > longestLine) throw invalid(name, `must have at most ${longestLine} characters`)
  if (isBroken(value)) throw invalid(name, 'must be one line of whole Unicode')
  return value
}

/** Several short texts, as `name`, `name[]` or `name[0]`; undefined if there are none. */
export function lines(fields: Fields, name: string): string[] | undefined {
  const given = Object.keys(fields)
    .filter(key => key === name || /^\[\d*\]$/.test(key.startsWith(name) ? key.slice(name.length) : ''))
    .flatMap(key => fields[key])
  const values = given.flatMap(value => line({ [name]: value }, name) ?? [])
  return values.length === 0 ? undefined : values
}

/** A whole number; `usual` if it was left out. */
export function whole(
  fields: Fields,
  name: string,
  { usual, least, most }: { usual: number; least: number; most: number },
): number {
  const value = text(fields, name)
  if (value === undefined) return usual
  const number = /^[+-]?\d{1,15}$/.test(value) ? Number(value) : Number.NaN
  if (number >= least && number <= most) return number
  throw invalid(name, `must be a whole number from ${least} to ${most}`)
}

const flags = new Map<unknown, boolean>([
  ...['true', '1', 'on', 'yes'].map(word => [word, true] as const),
  ...['false', '0', 'off', 'no'].map(word => [word, false] as const),
])

/** Yes or no, in the notations of JSON, queries and forms. */
export function flag(fields: Fields, name: string): boolean | undefined {
  const given = fields[name]
  if (typeof given === 'boolean') return given
  const value = text(fields, name)
  const found = flags.get(value?.toLowerCase())
  if (value === undefined || found !== undefined) return found
  throw invalid(name, 'must be true or false')
}

/**
 * A time in ISO 8601, also as other services write it: with an offset without a colon, or a + that
 * has become a space in a query. Without an offset it is UTC, and a day is its first moment.
 */
export function time(fields: Fields, name: string): Date | undefined {
  const value = text(fields, name)
  if (value === undefined) return undefined
  const [, at, sign, hours, minutes] = /^([^:]+:.+?)(?:([ +-])(\d\d):?(\d\d)|Z)?$/i.exec(value.trim()) ?? []
  const zone = sign === undefined ? 'Z' : `${sign === ' ' ? '+' : sign}${hours}:${minutes}`
  const found = parseInstant(at === undefined ? `${value.trim()}T00:00Z` : at.replace(' ', 'T') + zone)
  if (found === null) throw invalid(name, 'must be a time in ISO 8601, such as 2026-01-31T12:00:00+00:00')
  return found
}

/** Without the fields that have no value. */
export function given<Value extends object>(
  fields: {
    [Name in keyof Value]: Value[Name] | undefined
  },
): Value {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Value
}
