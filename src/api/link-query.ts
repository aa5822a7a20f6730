import { type Static, Type } from 'typebox'
import { parseHandle } from '../accounts/handle.js'
import type { LinkPlace, LinkQuery as Listed } from '../links/list.js'
import { isTime, readCursor, writeCursor } from './cursor.js'
import { pageQuery } from './schemas.js'

type Sort = Listed['sort']

/** What a list of links can be asked for. */
export const LinkQuery = Type.Object(
  {
    q: Type.Optional(
      Type.String({
        format: 'line',
        maxLength: 200,
        description:
          "Found in slug, target, title or the tweet's text, without case; in a target as it was typed, too: 例子.com, über.",
      }),
    ),
    tag: Type.Optional(Type.String({ format: 'line', maxLength: 64 })),
    account: Type.Optional(Type.String({ format: 'handle', maxLength: 320 })),
    sort: Type.Unsafe<Sort>({ type: 'string', enum: ['newest', 'clicks'], default: 'newest' }),
    ...pageQuery,
  },
  { additionalProperties: false },
)

/** A query that has passed its schema, with its handle and cursor read. Throws InvalidInput for a foreign cursor. */
export function readLinkQuery(query: Static<typeof LinkQuery>): Listed {
  const { cursor, account, sort, limit, q, tag } = query
  return {
    sort,
    limit,
    ...(q !== undefined && { q }),
    ...(tag !== undefined && { tag }),
    ...(account !== undefined && { account: parseHandle(account)?.key ?? account }),
    ...(cursor !== undefined && { after: readCursor(`links ${sort}`, cursor, places[sort]) }),
  }
}

/** The cursor of the page that begins after this place; null where there is none. */
export function writeLinkCursor(sort: Sort, next: LinkPlace | null): string | null {
  return next && writeCursor(`links ${sort}`, next)
}

function isPlace(place: unknown): place is LinkPlace {
  return Array.isArray(place) && place.length === 2 && Number.isSafeInteger(place[1])
}

const places = {
  newest: (place: unknown): place is LinkPlace => isPlace(place) && isTime(place[0]),
  clicks: (place: unknown): place is LinkPlace => isPlace(place) && Number.isSafeInteger(place[0]),
}
