import type { FastifyInstance } from 'fastify'
import { asked } from '../../api/asked.js'
import type { Unasked } from '../../context.js'
import { type Fields, fieldsOf, invalid, lines, text } from '../fields.js'
import type { LinksOf } from '../links.js'
import { listTags, tagStats } from './lists.js'

/** The tags of all links. */
export function tagRoutes(app: FastifyInstance, ctx: Unasked, links: LinksOf): void {
  app.get('/tags', request => listTags(asked(ctx, request), request.query as Fields, ({ tag }) => tag))
  app.get('/tags/stats', request => listTags(asked(ctx, request), request.query as Fields, tagStats))

  app.put('/tags', async (request, reply) => {
    const fields = fieldsOf(request.body)
    const [from, to] = ['oldName', 'newName'].map(name => text(fields, name))
    if (from === undefined) throw invalid('oldName', 'is required')
    if (to === undefined) throw invalid('newName', 'is required')
    await links(asked(ctx, request)).renameTag(from, to)
    return reply.code(204).send()
  })

  app.delete('/tags', async (request, reply) => {
    const tags = lines(request.query as Fields, 'tags')
    if (tags === undefined) throw invalid('tags', 'are required')
    await links(asked(ctx, request)).removeTags(tags)
    return reply.code(204).send()
  })
}
