import type { FastifyInstance, FastifyRequest } from 'fastify'
import { asked } from '../../api/asked.js'
import { requireRight } from '../../auth/access.js'
import type { Unasked } from '../../context.js'
import { readLink } from '../../links/find.js'
import { type Fields, fieldsOf, refuse } from '../fields.js'
import { refuseOtherDomain } from './lists.js'

type OfLink = { Params: { shortCode: string } }

/** A link leads everybody to the same address: it has no rules, and can be given none. */
export function redirectRuleRoutes(app: FastifyInstance, ctx: Unasked): void {
  const rules = async (request: FastifyRequest<OfLink>) => {
    refuseOtherDomain(ctx, request.query as Fields)
    const { url } = await readLink(asked(ctx, request), request.params.shortCode)
    return { defaultLongUrl: url, redirectRules: [] }
  }
  app.get<OfLink>('/short-urls/:shortCode/redirect-rules', rules)
  app.post<OfLink>('/short-urls/:shortCode/redirect-rules', async request => {
    requireRight(asked(ctx, request).access, 'links')
    const found = await rules(request)
    const message = 'cannot be set: a link leads everybody to the same address'
    refuse(fieldsOf(request.body), { redirectRules: message })
    return found
  })
}
