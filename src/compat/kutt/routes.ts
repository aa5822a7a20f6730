import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { asked } from '../../api/asked.js'
import type { Gate } from '../../api/gate.js'
import { openToAll } from '../../api/methods.js'
import type { Context, Unasked } from '../../context.js'
import { numberedLinks } from '../../links/numbered.js'
import { typedAddress } from '../../typed/address.js'
import { type Fields, fieldsOf, flag, given, invalid, line, refuse, text, whole } from '../fields.js'
import { type ChangedFields, type LinksOf, type NewFields, slugOf } from '../links.js'
import { openSurface } from '../surface.js'
import { readExpiry } from './expiry.js'
import { kuttLink } from './shapes.js'
import { kuttStats } from './stats.js'

type OfLink = { Params: { id: string } }

const notHere = { password: 'cannot be set: no link here asks for one' }
const mostListed = 50

/** Kutt's API, version 2. A link's id is its slug. */
export function kuttRoutes(ctx: Unasked, gate: Gate, links: LinksOf): FastifyPluginAsync {
  return async app => {
    app.get(
      '/health',
      { onRequest: openToAll, config: { crossOrigin: true }, schema: { hide: true } },
      async (_request, reply) => reply.type('text/plain; charset=utf-8').send('OK'),
    )
    await app.register(async keyed => {
      openSurface(keyed, ctx, gate, { bodies: ['json', 'form'], keyFields: ['apikey'] })

      keyed.post('/links', async (request, reply) => {
        const wish = newLink(ctx, fieldsOf(request.body))
        const { link, existing } = await links(asked(ctx, request)).make(wish)
        return reply.code(existing ? 200 : 201).send(kuttLink(link))
      })
      keyed.get('/links', request => list(asked(ctx, request), request.query as Fields))
      keyed.patch<OfLink>('/links/:id', async request => {
        const { params, body } = request
        const wish = changes(ctx, params.id, fieldsOf(body))
        return kuttLink(await links(asked(ctx, request)).change(slugOf(params.id), wish))
      })
      keyed.delete<OfLink>('/links/:id', async request => {
        await links(asked(ctx, request)).remove(slugOf(request.params.id))
        return { message: 'Link has been deleted successfully.' }
      })

      // npm's kutt asks for the numbers with DELETE: nothing is deleted.
      const stats = (request: FastifyRequest<OfLink>) =>
        kuttStats(asked(ctx, request), slugOf(request.params.id))
      keyed.get<OfLink>('/links/:id/stats', stats)
      keyed.delete<OfLink>('/links/:id/stats', stats)

      keyed.get('/users', async ({ apiKey }) => ({ apikey: null, email: apiKey?.name, domains: [] }))
    })
  }

  async function list(mine: Context, query: Fields) {
    const limit = Math.min(whole(query, 'limit', { usual: 10, least: 1, most: 1_000_000 }), mostListed)
    const skip = whole(query, 'skip', { usual: 0, least: 0, most: Number.MAX_SAFE_INTEGER })
    // There is one list of links, so all of them are everybody's.
    flag(query, 'all')
    const filter = given<{ q?: string }>({ q: line(query, 'search') })
    const { items, total } = await numberedLinks(mine, { ...filter, by: 'made', down: true, skip, limit })
    return { limit, skip, total, data: items.map(kuttLink) }
  }
}

function newLink(ctx: Pick<Context, 'config' | 'now'>, fields: Fields): NewFields {
  refuse(fields, notHere)
  const domain = text(fields, 'domain')
  const { host } = new URL(ctx.config.baseUrl)
  if (domain !== undefined && domain.toLowerCase() !== host)
    throw invalid('domain', `must be ${host} or left out: there is no other`)
  const target = text(fields, 'target')
  if (target === undefined) throw invalid('target', 'is required')
  return given<NewFields>({
    url: typedAddress(target),
    slug: text(fields, 'customurl'),
    title: text(fields, 'description'),
    expiresAt: readExpiry(fields, 'expire_in', ctx.now()),
    findExisting: flag(fields, 'reuse'),
  })
}

function changes(ctx: Pick<Context, 'now'>, id: string, fields: Fields): ChangedFields {
  refuse(fields, notHere)
  const address = text(fields, 'address')
  if (address !== undefined && address !== slugOf(id))
    throw invalid('address', 'cannot be changed: a slug stays with its link; make a new one')
  const target = text(fields, 'target')
  const found = given<ChangedFields>({
    url: target && typedAddress(target),
    title: 'description' in fields ? (text(fields, 'description') ?? null) : undefined,
    expiresAt: readExpiry(fields, 'expire_in', ctx.now()),
  })
  if (Object.keys(found).length === 0 && address === undefined)
    throw invalid('target', 'or description or expire_in is needed: nothing else can be changed')
  return found
}
