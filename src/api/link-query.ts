import { type Static, Type } from 'typebox'
import { readHandle } from '../accounts/handle.js'
import { type LinkQuery as Listed, linkPages } from '../links/list.js'
import { pageQuery } from './pages.js'

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
    ...pageQuery(linkPages),
  },
  { additionalProperties: false },
)

/** A query that has passed its schema, with its handle read. */
export function readLinkQuery(query: Static<typeof LinkQuery>): Listed {
  const { account, ...rest } = query
  return {
    ...rest,
    ...(account !== undefined && { account: readHandle(account, 'account').key }),
  }
}
