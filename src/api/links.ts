import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { parseHandle } from '../accounts/handle.js'
import type { Context } from '../context.js'
import { changeLink } from '../links/change.js'
import { findLink } from '../links/find.js'
import { issueLink } from '../links/issue.js'
import { type LinkPlace, listLinks } from '../links/list.js'
import { removeLink } from '../links/remove.js'
import { isTime, readCursor, writeCursor } from './cursor.js'
import { LinkChangesBody, NewLinkBody, readLinkChanges, readNewLink } from './link-bodies.js'
import { LinkRef, Page, pageQuery, problems } from './schemas.js'

const tags = ['Links']
export const SlugParams = Type.Object({ slug: Type.String({ examples: ['Ab3xYz7'] }) })

/** Making, reading, listing, changing and deleting links. */
export function linkRoutes(ctx: Context): FastifyPluginAsyncTypebox {
  return async app => {
    app.post(
      '/links',
      {
        schema: {
          tags,
          summary: 'Make a link',
          body: NewLinkBody,
          response: { 200: LinkRef, 201: LinkRef, ...problems(400, 409, 413, 415) },
        },
      },
      async (request, reply) => {
        const { link, existing } = await issueLink(ctx, readNewLink(request.body))
        return reply.code(existing ? 200 : 201).send(link)
      },
    )

    app.get(
      '/links',
      {
        schema: {
          tags,
          summary: 'List links',
          querystring: LinkQuery,
          response: { 200: Page(LinkRef), ...problems(400) },
        },
      },
      async request => {
        const { cursor, account, sort, limit, q, tag } = request.query
        const page = await listLinks(ctx, {
          sort,
          limit,
          ...(q !== undefined && { q }),
          ...(tag !== undefined && { tag }),
          ...(account !== undefined && { account: parseHandle(account)?.key ?? account }),
          ...(cursor !== undefined && { after: readCursor(`links ${sort}`, cursor, places[sort]) }),
        })
        return { data: page.links, nextCursor: page.next && writeCursor(`links ${sort}`, page.next) }
      },
    )

    app.get(
      '/links/:slug',
      {
        schema: {
          tags,
          summary: 'Read a link',
          params: SlugParams,
          response: { 200: LinkRef, ...problems(404, 410) },
        },
      },
      request => findLink(ctx, request.params.slug),
    )

    app.patch(
      '/links/:slug',
      {
        schema: {
          tags,
          summary: 'Change a link',
          description: 'null clears a title, a text or an expiry. Only a draft can change its account.',
          params: SlugParams,
          body: LinkChangesBody,
          response: { 200: LinkRef, ...problems(400, 404, 409, 410, 413, 415) },
        },
      },
      request => changeLink(ctx, request.params.slug, readLinkChanges(request.body)),
    )

    app.delete(
      '/links/:slug',
      {
        schema: {
          tags,
          summary: 'Delete a link',
          description:
            'Its slug answers 410 from now on and is never given out again; its clicks still count.',
          params: SlugParams,
          response: { 204: Type.Null({ description: 'Deleted.' }), ...problems(404, 410) },
        },
      },
      async (request, reply) => {
        await removeLink(ctx, request.params.slug)
        return reply.code(204).send(null)
      },
    )
  }
}

const LinkQuery = Type.Object(
  {
    q: Type.Optional(
      Type.String({
        format: 'line',
        maxLength: 200,
        description: "Found in slug, target, title or the tweet's text.",
      }),
    ),
    tag: Type.Optional(Type.String({ format: 'line', maxLength: 64 })),
    account: Type.Optional(Type.String({ format: 'handle', maxLength: 320 })),
    sort: Type.Unsafe<'newest' | 'clicks'>({ type: 'string', enum: ['newest', 'clicks'], default: 'newest' }),
    ...pageQuery,
  },
  { additionalProperties: false },
)

function isPlace(place: unknown): place is LinkPlace {
  return Array.isArray(place) && place.length === 2 && Number.isSafeInteger(place[1])
}

const places = {
  newest: (place: unknown): place is LinkPlace => isPlace(place) && isTime(place[0]),
  clicks: (place: unknown): place is LinkPlace => isPlace(place) && Number.isSafeInteger(place[0]),
}
