import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Unasked } from '../context.js'
import { listTags, removeTag, renameTag, tagPages } from '../links/tags.js'
import { asked } from './asked.js'
import { Tag } from './link-bodies.js'
import { answerPage, pageQuery } from './pages.js'
import { problems } from './problems.js'
import { Count } from './report-schemas.js'
import { Page } from './schemas.js'

const strict = { additionalProperties: false } as const
const tags = ['Links']
const TagParams = (example: string) =>
  Type.Object({ tag: Type.String({ description: 'Case matters.', examples: [example] }) })
/** It may be on very many links. */
const handlerTimeout = 60_000

/** The tags of all links: lists, renames and removes them. */
export function tagRoutes(ctx: Unasked): FastifyPluginAsyncTypebox {
  return async app => {
    app.get(
      '/tags',
      {
        schema: {
          tags,
          operationId: 'listTags',
          summary: 'List the tags',
          description: 'By name, with the numbers of their links; deleted links do not count.',
          querystring: Type.Object(pageQuery(tagPages), strict),
          response: { 200: Page(TagSchema) },
        },
      },
      async request => answerPage(await listTags(asked(ctx, request), request.query)),
    )

    app.patch(
      '/tags/:tag',
      {
        handlerTimeout,
        schema: {
          tags,
          operationId: 'renameTag',
          summary: 'Give a tag another name',
          description: 'On all links that the key sees, deleted ones too. A link that has both keeps one.',
          params: TagParams('spring'),
          body: TagChangesBody,
          response: { 200: RenamedTagSchema, ...problems(404, 409) },
        },
      },
      request => renameTag(asked(ctx, request), request.params.tag, request.body),
    )

    app.delete(
      '/tags/:tag',
      {
        handlerTimeout,
        schema: {
          tags,
          operationId: 'deleteTag',
          summary: 'Take a tag off all links',
          description: 'That is, all that the key sees; the links stay.',
          params: TagParams('news'),
          response: { 204: Type.Null({ description: 'Taken off.' }), ...problems(404, 409) },
        },
      },
      async (request, reply) => {
        await removeTag(asked(ctx, request), request.params.tag)
        return reply.code(204).send(null)
      },
    )
  }
}

const TagSchema = Type.Object(
  {
    tag: Type.String({ examples: ['blog'] }),
    links: Type.Integer({ description: 'How many links have it.', examples: [12] }),
    clicks: Count,
    excluded: Count,
  },
  { title: 'Tag', description: 'A tag and the numbers of its links.' },
)

export const TagChangesBody = Type.Object(
  {
    tag: Type.String({ ...Tag, description: 'The new name.', examples: ['news'] }),
    merge: Type.Optional(
      Type.Boolean({ description: 'Makes one tag of both where links have the new one already.' }),
    ),
  },
  { ...strict, title: 'TagChanges', examples: [{ tag: 'news' }] },
)

const RenamedTagSchema = Type.Object(
  {
    tag: Type.String({ examples: ['news'] }),
    links: Type.Integer({ description: 'How many links were changed.', examples: [12] }),
  },
  { title: 'RenamedTag', description: 'The new name.' },
)
