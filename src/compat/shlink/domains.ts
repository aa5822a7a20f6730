import type { FastifyInstance } from 'fastify'
import { asked } from '../../api/asked.js'
import { requireRight } from '../../auth/access.js'
import type { Unasked } from '../../context.js'
import { type Fields, fieldsOf, refuse } from '../fields.js'
import { listVisitsOfMany, refuseOtherDomain } from './lists.js'
import { sendVisits } from './visits.js'

const none = { baseUrlRedirect: null, regular404Redirect: null, invalidShortUrlRedirect: null }
const message = 'cannot be set: such addresses have pages of this service'

/** There is one domain, which redirects nothing but links. */
export function domainRoutes(app: FastifyInstance, ctx: Unasked): void {
  app.get('/domains', async () => {
    const own = { domain: new URL(ctx.config.baseUrl).host, isDefault: true, redirects: none }
    return { domains: { data: [own], defaultRedirects: none } }
  })
  app.patch('/domains/redirects', async request => {
    requireRight(asked(ctx, request).access, 'service')
    const fields = fieldsOf(request.body)
    refuseOtherDomain(ctx, fields)
    refuse(fields, Object.fromEntries(Object.keys(none).map(name => [name, message])))
    return none
  })
  app.get<{ Params: { domain: string } }>('/domains/:domain/visits', async (request, reply) => {
    const query: Fields = { ...(request.query as Fields), domain: request.params.domain }
    return sendVisits(reply, await listVisitsOfMany(asked(ctx, request), query))
  })
}
