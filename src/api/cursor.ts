import { Type } from 'typebox'
import { InvalidInput } from '../errors.js'
import type { QueryCheck } from './validation.js'

type Query = Readonly<Record<string, unknown>>

/** The pages of a list: what a query for one may say, and how its places become cursors, which are opaque to the caller. */
export interface Paging<Place> {
  /** For the query's schema. */
  query: typeof pageQuery
  /** Where the page of a query begins. Throws InvalidInput for a cursor that this list has not given out. */
  after(query: Query): { after?: Place }
  /** The cursor of the page that begins after this place; null where there is none. */
  next(place: Place | null | undefined, query?: Query): string | null
}

const pageQuery = {
  limit: Type.Integer({ minimum: 1, maximum: 500, default: 50, description: 'Entries on the page.' }),
  cursor: Type.Optional(Type.String({ maxLength: 1000, description: 'nextCursor of the page before.' })),
}

const foreignCursor = 'must be the nextCursor of the page before, of the same list'

/** Lists of other kinds do not take each other's cursors; the kind may depend on the query, as by its order. */
export function paging<Place>(
  kind: string | ((query: Query) => string),
  fits: (place: unknown, query: Query) => place is Place,
): Paging<Place> {
  const kindOf = (query: Query) => (typeof kind === 'string' ? kind : kind(query))
  /** A list of the place, or of nothing. */
  function read(cursor: string, query: Query): Place[] {
    try {
      const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
      if (!Array.isArray(value) || value[0] !== kindOf(query)) return []
      return fits(value[1], query) ? [value[1]] : []
    } catch {
      // The same answer as to any other text that is no cursor.
      return []
    }
  }
  // The schema checks it, too, so that one answer names every parameter that is wrong.
  const check: QueryCheck = (cursor, query) => (read(cursor, query).length > 0 ? null : foreignCursor)
  const cursor = Type.Optional(Type.String({ ...pageQuery.cursor, check }))
  return {
    query: { ...pageQuery, cursor },
    after(query) {
      if (query.cursor === undefined) return {}
      const [place] = read(String(query.cursor), query)
      if (place === undefined) throw new InvalidInput([{ field: 'cursor', message: foreignCursor }])
      return { after: place }
    },
    next: (place, query = {}) =>
      place ? Buffer.from(JSON.stringify([kindOf(query), place])).toString('base64url') : null,
  }
}

/** A time as lists write it into their cursors. */
export function isTime(place: unknown): place is string {
  return typeof place === 'string' && /^(?!0000)\d{4}-/.test(place) && isCanonical(place)
}

function isCanonical(time: string): boolean {
  const at = new Date(time)
  return !Number.isNaN(at.getTime()) && at.toISOString() === time
}
