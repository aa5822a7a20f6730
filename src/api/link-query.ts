import { type Static, Type } from 'typebox'
import { readHandle } from '../accounts/handle.js'
import { type LinkQuery as Listed, linkPages } from '../links/list.js'
import { pageQuery } from './pages.js'

type Sort = Listed['sort']

/** The query parameters of the list of links. */
export const LinkQuery = Type.Object(
  {
    q: Type.Optional(
      Type.String({
        format: 'line',
        maxLength: 200,
        description:
          "Searched in slug, target, title, notes and the tweet's text, ignoring case; in targets also as typed: 例子.com, über.",
      }),
    ),
    tag: Type.Optional(Type.String({ format: 'line', maxLength: 64 })),
    account: Type.Optional(Type.String({ format: 'handle', maxLength: 320 })),
    sort: Type.Unsafe<Sort>({ type: 'string', enum: ['newest', 'clicks'], default: 'newest' }),
    ...pageQuery(linkPages),
  },
  { additionalProperties: false },
)

/** Converts a validated query: its handle is parsed. */
export function readLinkQuery(query: Static<typeof LinkQuery>): Listed {
  const { account, ...rest } = query
  return {
    ...rest,
    ...(account !== undefined && { account: readHandle(account, 'account').key }),
  }
}
