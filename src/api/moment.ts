import { Type } from 'typebox'
import { parseMoment } from '../stats/moment.js'

/** In a query: a day in UTC, or a time. With `from`, the name of the parameter it has to follow. */
export function Moment(description: string, from?: string) {
  const check = (text: string, query: Readonly<Record<string, unknown>>) => {
    const [begin, end] = [momentOf(from && String(query[from])), momentOf(text)]
    if (end === undefined)
      return 'must be a day such as "2026-05-01" (in UTC) or a time such as "2026-05-01T12:00:00Z"'
    return begin !== undefined && begin >= end ? `must be later than ${from}` : null
  }
  return Type.Optional(Type.String({ maxLength: 100, check, description }))
}

/** The time; undefined for none. */
export function momentOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : (parseMoment(text, 'UTC') ?? undefined)
}
