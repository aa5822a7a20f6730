import { type Static, Type } from 'typebox'
import { parseHandle } from '../accounts/handle.js'
import type { LinkPlace, LinkQuery as Listed } from '../links/list.js'
import { isTime, paging } from './cursor.js'

type Sort = Listed['sort']

export const linkPages = paging(
  ({ sort }) => `links ${sort}`,
  (place, { sort }): place is LinkPlace =>
    Array.isArray(place) &&
    place.length === 2 &&
    (sort === 'clicks' ? Number.isSafeInteger(place[0]) : isTime(place[0])) &&
    Number.isSafeInteger(place[1]),
)

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
    ...linkPages.query,
  },
  { additionalProperties: false },
)

/** A query that has passed its schema, with its handle and cursor read. Throws InvalidInput for a foreign cursor. */
export function readLinkQuery(query: Static<typeof LinkQuery>): Listed {
  const { account, sort, limit, q, tag } = query
  return {
    sort,
    limit,
    ...(q !== undefined && { q }),
    ...(tag !== undefined && { tag }),
    ...(account !== undefined && { account: parseHandle(account)?.key ?? account }),
    ...linkPages.after(query),
  }
}
