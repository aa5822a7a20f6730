import type { FastifyInstance, FastifyReply } from 'fastify'
import { asked } from '../../api/asked.js'
import { requireRight } from '../../auth/access.js'
import type { Unasked } from '../../context.js'
import { countLinks } from '../../links/count.js'
import type { Fields } from '../fields.js'
import { listNoVisits, listVisitsOfMany } from './lists.js'
import { missing, noDeletedVisits, tooManyVisits } from './missing.js'
import { summary } from './shapes.js'

/** The visits of many links at once. */
export function visitRoutes(app: FastifyInstance, ctx: Unasked): void {
  app.get('/visits', async request => {
    const visits = summary(await countLinks(asked(ctx, request)))
    const none = summary({ clicks: 0, excluded: 0 })
    // Visits of addresses without a link are not stored.
    const older = { visitsCount: visits.total, orphanVisitsCount: 0 }
    return { visits: { nonOrphanVisits: visits, orphanVisits: none, ...older } }
  })
  app.get('/visits/non-orphan', async (request, reply) =>
    sendVisits(reply, await listVisitsOfMany(asked(ctx, request), request.query as Fields)),
  )
  app.get<{ Params: { tag: string } }>('/tags/:tag/visits', async (request, reply) => {
    const { query, params } = request
    return sendVisits(reply, await listVisitsOfMany(asked(ctx, request), query as Fields, params.tag))
  })
  app.get('/visits/orphan', async request => listNoVisits(request.query as Fields))
  app.delete('/visits/orphan', async request => {
    requireRight(asked(ctx, request).access, 'links')
    // None are stored, so none are left.
    return { deletedVisits: 0 }
  })
  app.delete('/short-urls/:shortCode/visits', async (_request, reply) => missing(reply, noDeletedVisits))
}

export function sendVisits(reply: FastifyReply, visits: object | null): FastifyReply {
  return visits === null ? missing(reply, tooManyVisits) : reply.send(visits)
}
