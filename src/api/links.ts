import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Unasked } from '../context.js'
import { changeLink } from '../links/change.js'
import { findEvenDeleted, readLink } from '../links/find.js'
import { issueLink } from '../links/issue.js'
import { listLinks } from '../links/list.js'
import { removeLink } from '../links/remove.js'
import { restoreLink } from '../links/restore.js'
import { targetChanges, targetPages } from '../links/targets.js'
import { purgeLink } from '../purge/link.js'
import { asked } from './asked.js'
import { apiAddress, Created } from './created.js'
import { changing } from './if-match.js'
import { LinkChangesBody, NewLinkBody, readLinkChanges, readNewLink } from './link-bodies.js'
import { chosen, LinkQuery, readLinkQuery } from './link-query.js'
import { answerPage, pageQuery } from './pages.js'
import { problems } from './problems.js'
import { PurgeQuery } from './purge-query.js'
import { LinkPage, LinkSchema, Page, TargetChangeSchema } from './schemas.js'

const tags = ['Links']
export const SlugParams = Type.Object({ slug: Type.String({ examples: ['launch'] }) })

/** Creates, reads, lists, changes and deletes links. */
export function linkRoutes(ctx: Unasked): FastifyPluginAsyncTypebox {
  return async app => {
    app.post(
      '/links',
      {
        schema: {
          tags,
          operationId: 'createLink',
          summary: 'Make a link',
          body: NewLinkBody,
          response: { 200: LinkSchema, 201: Created(LinkSchema), ...problems(409) },
        },
      },
      async (request, reply) => {
        const { link, existing } = await issueLink(asked(ctx, request), readNewLink(request.body))
        if (existing) return reply.send(link)
        return reply
          .code(201)
          .header('location', apiAddress(ctx.config, 'links', link.slug))
          .send(link)
      },
    )

    app.get(
      '/links',
      {
        schema: {
          tags,
          operationId: 'listLinks',
          summary: 'List links',
          querystring: LinkQuery,
          response: { 200: LinkPage },
        },
      },
      async (request, reply) => {
        const { items, ...page } = await listLinks(asked(ctx, request), readLinkQuery(request.query))
        const { fields } = request.query
        // The schema's serializer knows whole links only.
        if (fields !== undefined) reply.type('application/json; charset=utf-8').serializer(JSON.stringify)
        return answerPage({ ...page, items: items.map(link => chosen(link, fields)) })
      },
    )

    app.get(
      '/links/:slug',
      {
        schema: {
          tags,
          operationId: 'getLink',
          summary: 'Read a link',
          params: SlugParams,
          response: { 200: LinkSchema, ...problems(404, 410) },
        },
      },
      request => readLink(asked(ctx, request), request.params.slug),
    )

    app.patch(
      '/links/:slug',
      {
        schema: {
          tags,
          operationId: 'updateLink',
          summary: 'Change a link',
          description:
            'null clears a title, notes, a text, an account, an expiry or a limit. Only a draft can change its account.',
          params: SlugParams,
          body: LinkChangesBody,
          response: { 200: LinkSchema, ...problems(404, 409, 410, 412) },
        },
      },
      request => changeLink(changing(ctx, request), request.params.slug, readLinkChanges(request.body)),
    )

    app.delete(
      '/links/:slug',
      {
        schema: {
          tags,
          operationId: 'deleteLink',
          summary: 'Delete a link',
          description:
            'Its slug answers 410 from now on and is never given to another; its clicks still count, and its numbers can still be read. ' +
            'With `purge=true` it is erased, also if it was deleted before: its clicks, visitors, numbers and events, and its tweet ' +
            'unless that has other links. Nobody can bring it back; its slug answers 404 and stays taken.',
          params: SlugParams,
          querystring: PurgeQuery,
          response: { 204: Type.Null({ description: 'Deleted.' }), ...problems(404, 409, 410, 412) },
        },
      },
      async (request, reply) => {
        const remove = request.query.purge ? purgeLink : removeLink
        await remove(changing(ctx, request), request.params.slug)
        return reply.code(204).send(null)
      },
    )

    app.post(
      '/links/:slug/restore',
      {
        schema: {
          tags,
          operationId: 'restoreLink',
          summary: 'Bring a deleted link back',
          description: 'It is as it was, and redirects again. A link that is not deleted stays as it is.',
          params: SlugParams,
          response: { 200: LinkSchema, ...problems(404, 409) },
        },
      },
      request => restoreLink(asked(ctx, request), request.params.slug),
    )

    app.get(
      '/links/:slug/targets',
      {
        schema: {
          tags,
          operationId: 'listLinkTargets',
          summary: 'Who sent a link elsewhere, and when',
          description: 'Every change of its target, the newest first; also of a deleted link.',
          params: SlugParams,
          querystring: Type.Object(pageQuery(targetPages), { additionalProperties: false }),
          response: { 200: Page(TargetChangeSchema), ...problems(404) },
        },
      },
      async request => {
        const { link } = await findEvenDeleted(asked(ctx, request), request.params.slug)
        return answerPage(await targetChanges(ctx, link.id, request.query))
      },
    )
  }
}
