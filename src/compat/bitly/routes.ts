import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { asked } from '../../api/asked.js'
import type { Gate } from '../../api/gate.js'
import type { Unasked } from '../../context.js'
import { readLink } from '../../links/find.js'
import type { Issued } from '../../links/issue.js'
import { type Fields, fieldsOf, flag, given, invalid, lines, refuse, text } from '../fields.js'
import { type LinksOf, type NewFields, slugOf } from '../links.js'
import { openSurface } from '../surface.js'
import { groupRoutes } from './groups.js'
import { metrics } from './metrics.js'
import { bitlink } from './shapes.js'

type OfLink = { Params: { id: string } }

const notHere = { deeplinks: 'cannot be stored here; leave them out' }

/** Bitly's API, version 4. The host in a link's name says nothing: `bit.ly/abc` is `/abc` here. */
export function bitlyRoutes(ctx: Unasked, gate: Gate, links: LinksOf): FastifyPluginAsync {
  const show = async (request: FastifyRequest, id: string) =>
    bitlink(await readLink(asked(ctx, request), slugOf(id)), ctx.config)
  const send = (reply: FastifyReply, { link, existing }: Issued) =>
    reply.code(existing ? 200 : 201).send(bitlink(link, ctx.config))

  return async app => {
    openSurface(app, ctx, gate, { bodies: ['json'], keyFields: ['access_token'] })

    for (const path of ['/shorten', '/bitlinks'])
      app.post(path, async (request, reply) =>
        send(reply, await links(asked(ctx, request)).make(newLink(fieldsOf(request.body)))),
      )

    app.post('/expand', async request => {
      const { created_at, id, link, long_url } = await show(
        request,
        needed(fieldsOf(request.body), 'bitlink_id'),
      )
      return { created_at, id, link, long_url }
    })

    // Here it is one more link to the same target.
    app.post('/custom_bitlinks', async (request, reply) => {
      const mine = asked(ctx, request)
      const fields = fieldsOf(request.body)
      const { url, title, tags } = await readLink(mine, slugOf(needed(fields, 'bitlink_id')))
      const slug = slugOf(needed(fields, 'custom_bitlink'))
      const { link } = await links(mine).make(
        given<NewFields>({ url, slug, title: title ?? undefined, tags }),
      )
      const shown = bitlink(link, ctx.config)
      return reply.code(201).send({ custom_bitlink: shown.link, bitlink: shown })
    })

    for (const path of ['/custom_bitlinks/:id', '/custom_bitlinks/:host/:id'])
      app.get<OfLink>(path, async request => {
        const shown = await show(request, request.params.id)
        return { custom_bitlink: shown.link, bitlink: shown, bitlink_history: [] }
      })

    for (const path of ['/bitlinks/:id', '/bitlinks/:host/:id']) {
      app.get<OfLink>(path, request => show(request, request.params.id))
      app.patch<OfLink>(path, async request => {
        const { params, body } = request
        const link = await links(asked(ctx, request)).change(slugOf(params.id), changes(fieldsOf(body)))
        return bitlink(link, ctx.config)
      })
      app.delete<OfLink>(path, async request => {
        const { params } = request
        const { id } = await show(request, params.id)
        await links(asked(ctx, request)).remove(slugOf(params.id))
        return { links_deleted: [{ id }] }
      })
    }
    metricRoutes(app, ctx, show)
    groupRoutes(app, ctx)
  }
}

function metricRoutes(
  app: FastifyInstance,
  ctx: Unasked,
  show: (request: FastifyRequest, id: string) => Promise<object>,
): void {
  for (const [end, answer] of Object.entries(metrics)) {
    const ask = (request: FastifyRequest<OfLink>) =>
      answer(asked(ctx, request), slugOf(request.params.id), request.query as Fields)
    app.get<OfLink>(`/bitlinks/:host/:id/${end}`, ask)
    app.get<OfLink>(`/bitlinks/:id/${end}`, request =>
      // `bit.ly/clicks` is the link with the slug "clicks".
      isHost(request.params.id) ? show(request, end) : ask(request),
    )
  }
}

function needed(fields: Fields, name: string): string {
  const value = text(fields, name)
  if (value === undefined) throw invalid(name, 'is required')
  return value
}

function newLink(fields: Fields): NewFields {
  refuse(fields, notHere)
  const slug = text(fields, 'keyword')
  return given<NewFields>({
    url: needed(fields, 'long_url'),
    slug,
    title: text(fields, 'title'),
    tags: lines(fields, 'tags'),
    findExisting: true,
  })
}

function changes(fields: Fields) {
  refuse(fields, { ...notHere, custom_bitlinks: 'cannot be changed; POST /v4/custom_bitlinks makes one' })
  if (flag(fields, 'archived') === true)
    throw invalid('archived', 'cannot be true: there is no archive here, and links go on working')
  return given({
    url: text(fields, 'long_url'),
    title: 'title' in fields ? (text(fields, 'title') ?? null) : undefined,
    tags: Array.isArray(fields.tags) ? (lines(fields, 'tags') ?? []) : undefined,
  })
}

function isHost(name: string): boolean {
  return !name.includes('/') && (/[.:]/.test(name) || name === 'localhost')
}
