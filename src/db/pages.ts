import { createHash } from 'node:crypto'
import { InvalidInput } from '../errors.js'
import { isStorable } from '../typed/storable.js'

/** Selects a page of a list. */
export interface PageQuery {
  limit: number
  /** `next` of the previous page; null for the first page. */
  cursor?: string | null | undefined
}

export interface Page<Item> {
  items: Item[]
  /** Cursor of the next page; null on the last. */
  next: string | null
}

const foreign = 'must be the nextCursor of the page before, of the same list and filter'
const sealLength = 11

/** What the values of a place can be: everything that the database takes for one. */
interface Values {
  integer: number
  number: number
  text: string
  /** In ISO 8601, as toISOString writes it. */
  time: string
  uuid: string
}
type Kind = keyof Values

const fits: Record<Kind, (value: unknown) => boolean> = {
  integer: Number.isSafeInteger,
  number: Number.isFinite,
  text: value => typeof value === 'string' && isStorable(value),
  time: value => typeof value === 'string' && /^\d{4}-.*Z$/.test(value) && !Number.isNaN(Date.parse(value)),
  uuid: value => typeof value === 'string' && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(value),
}

/** Where a page ended: a value, or several. */
type PlaceOf<Shape> = Shape extends Kind
  ? Values[Shape]
  : { -readonly [N in keyof Shape]: Shape[N] extends Kind ? Values[Shape[N]] : never }

/**
 * The pages of a list, one after the other. A cursor holds the place where its page ended. It is
 * sealed against mistakes, such as a cursor of another list or filter. A forged seal gains nothing:
 * it still needs a place of the list's `shape`, and shows what an honest cursor there would show.
 */
export function pagesOf<const Shape extends Kind | readonly Kind[]>(list: string, shape: Shape) {
  type Place = PlaceOf<Shape>
  const hash = (text: string) =>
    createHash('sha256').update(`${list} ${text}`).digest('base64url').slice(0, sealLength)

  /** The filter and the place in a cursor; null if the text is not a cursor of this list. */
  function read(cursor: string): { of: string; place: Place } | null {
    const held = cursor.slice(sealLength)
    if (cursor !== hash(held) + held) return null
    const [of, place] = parse(Buffer.from(held, 'base64url').toString())
    return typeof of === 'string' && isPlace(place) ? { of, place } : null
  }

  function isPlace(place: unknown): place is Place {
    const [kinds, values] = typeof shape === 'string' ? [[shape], [place]] : [shape, place]
    return (
      Array.isArray(values) &&
      values.length === kinds.length &&
      kinds.every((kind, n) => fits[kind as Kind](values[n]))
    )
  }

  return {
    /**
     * What is wrong with a cursor, as far as can be checked without its filter; null if it is
     * valid.
     */
    problem: (cursor: string): string | null => (read(cursor) === null ? foreign : null),

    /**
     * Starts a page: read `atMost` entries after `after`, and let `cut` make the page from them.
     * `sealed` makes the cursor of any place. The filter decides which entries are on the list and
     * in which order. Throws InvalidInput for a cursor of another list or filter.
     */
    open({ limit, cursor = null }: PageQuery, filter: Record<string, unknown> = {}) {
      const of = hash(JSON.stringify(filter, Object.keys(filter).sort()))
      const found = cursor === null ? undefined : read(cursor)
      if (found === null || (found !== undefined && found.of !== of))
        throw new InvalidInput([{ field: 'cursor', message: foreign }])
      const sealed = (place: Place): string => {
        const held = Buffer.from(JSON.stringify([of, place])).toString('base64url')
        return hash(held) + held
      }
      const cut = <Row>(rows: readonly Row[], placeOf: (row: Row, n: number) => Place): Page<Row> => {
        const items = rows.slice(0, limit)
        const last = items.at(-1)
        if (last === undefined || rows.length <= limit) return { items, next: null }
        return { items, next: sealed(placeOf(last, items.length - 1)) }
      }
      return { after: found?.place, atMost: limit + 1, cut, sealed }
    },
  }
}

/** What a cursor holds; nothing if that is no list. */
function parse(text: string): unknown[] {
  try {
    const held: unknown = JSON.parse(text)
    return Array.isArray(held) ? held : []
  } catch {
    return []
  }
}
