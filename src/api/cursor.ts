import { InvalidInput } from '../errors.js'

/** A place in a list, opaque to the caller. */
export function writeCursor(kind: string, place: unknown): string {
  return Buffer.from(JSON.stringify([kind, place])).toString('base64url')
}

/** A time as lists write it into their cursors. */
export function isTime(place: unknown): place is string {
  return typeof place === 'string' && /^(?!0000)\d{4}-/.test(place) && isCanonical(place)
}

function isCanonical(time: string): boolean {
  const at = new Date(time)
  return !Number.isNaN(at.getTime()) && at.toISOString() === time
}

/** The place of a cursor that a list of this kind has given out. Throws InvalidInput for anything else. */
export function readCursor<Place>(
  kind: string,
  cursor: string,
  fits: (place: unknown) => place is Place,
): Place {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(value) && value[0] === kind && fits(value[1])) return value[1]
  } catch {
    // Falls through to the same answer as any other text that is no cursor.
  }
  throw new InvalidInput([
    { field: 'cursor', message: 'must be the nextCursor of the page before, of the same list' },
  ])
}
