import { type Fields, invalid, text } from '../fields.js'

const second = 1000
const minute = 60 * second
const day = 24 * 60 * minute

/** The beginning of a unit is enough: "2 minutes", "8h", "42 days", "1.5 hrs". */
const lengths: [begin: RegExp, ms: number][] = [
  [/^(?:ms|msecs?|milliseconds?)?$/, 1],
  [/^(?:s|secs?|seconds?)$/, second],
  [/^(?:m|mins?|minutes?)$/, minute],
  [/^(?:h|hrs?|hours?)$/, 60 * minute],
  [/^(?:d|days?)$/, day],
  [/^(?:w|weeks?)$/, 7 * day],
  [/^(?:y|yrs?|years?)$/, 365.25 * day],
]
const longest = 1000 * 365.25 * day

/** When a link with the lifetime in the field expires; undefined if it never does. */
export function readExpiry(fields: Fields, name: string, now: Date): string | undefined {
  const typed = text(fields, name)
  if (typed === undefined) return undefined
  const [, count = '', unit = ''] =
    /^(\d{1,15}(?:\.\d{1,9})?) *([a-z]*)$/.exec(typed.trim().toLowerCase()) ?? []
  const length = lengths.find(([begin]) => begin.test(unit))?.[1]
  const ms = length === undefined || count === '' ? Number.NaN : Number(count) * length
  if (ms >= minute && ms <= longest) return new Date(now.getTime() + ms).toISOString()
  throw invalid(name, 'must be a time from a minute on, such as 2 minutes, 8h or 42 days')
}
