import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Gate } from '../../api/gate.js'
import type { Context } from '../../context.js'
import { countTags } from '../../links/count.js'
import { readLink } from '../../links/find.js'
import type { Issued } from '../../links/issue.js'
import { type Fields, fieldsOf, flag, given, invalid, lines, refuse, text } from '../fields.js'
import { type Links, type NewFields, slugOf } from '../links.js'
import { openSurface } from '../surface.js'
import { listBitlinks } from './list.js'
import { metrics } from './metrics.js'
import { bitlink, groupGuid } from './shapes.js'

type OfLink = { Params: { id: string } }

const notHere = { deeplinks: 'cannot be stored here; leave them out' }

/** Bitly's API, version 4. The host in a link's name says nothing: `bit.ly/abc` is `/abc` here. */
export function bitlyRoutes(ctx: Context, gate: Gate, links: Links): FastifyPluginAsync {
  const show = async (id: string) => bitlink(await readLink(ctx, slugOf(id)), ctx.config)
  const send = (reply: FastifyReply, { link, existing }: Issued) =>
    reply.code(existing ? 200 : 201).send(bitlink(link, ctx.config))

  return async app => {
    openSurface(app, ctx, gate, { bodies: ['json'], keyFields: ['access_token'] })

    for (const path of ['/shorten', '/bitlinks'])
      app.post(path, async ({ body }, reply) => send(reply, await links.make(newLink(fieldsOf(body)))))

    app.post('/expand', async ({ body }) => {
      const { created_at, id, link, long_url } = await show(needed(fieldsOf(body), 'bitlink_id'))
      return { created_at, id, link, long_url }
    })

    // Here it is one more link to the same target.
    app.post('/custom_bitlinks', async ({ body }, reply) => {
      const fields = fieldsOf(body)
      const { url, title, tags } = await readLink(ctx, slugOf(needed(fields, 'bitlink_id')))
      const slug = slugOf(needed(fields, 'custom_bitlink'))
      const { link } = await links.make(given<NewFields>({ url, slug, title: title ?? undefined, tags }))
      const shown = bitlink(link, ctx.config)
      return reply.code(201).send({ custom_bitlink: shown.link, bitlink: shown })
    })

    for (const path of ['/bitlinks/:id', '/bitlinks/:host/:id']) {
      app.get<OfLink>(path, ({ params }) => show(params.id))
      app.patch<OfLink>(path, async ({ params, body }) => {
        const link = await links.change(slugOf(params.id), changes(fieldsOf(body)))
        return bitlink(link, ctx.config)
      })
      app.delete<OfLink>(path, async ({ params }) => {
        const { id } = await show(params.id)
        await links.remove(slugOf(params.id))
        return { links_deleted: [{ id }] }
      })
    }
    metricRoutes(app, ctx, show)
    accountRoutes(app, ctx)
  }
}

function metricRoutes(app: FastifyInstance, ctx: Context, show: (id: string) => Promise<object>): void {
  for (const [end, answer] of Object.entries(metrics)) {
    const ask = ({ params, query }: FastifyRequest<OfLink>) => answer(ctx, slugOf(params.id), query as Fields)
    app.get<OfLink>(`/bitlinks/:host/:id/${end}`, ask)
    app.get<OfLink>(`/bitlinks/:id/${end}`, request =>
      // `bit.ly/clicks` is the link with the slug "clicks".
      isHost(request.params.id) ? show(end) : ask(request),
    )
  }
}

/** Who calls, and the group that all links belong to, whatever a client calls it. */
function accountRoutes(app: FastifyInstance, ctx: Context): void {
  const group = {
    guid: groupGuid,
    organization_guid: groupGuid,
    name: 'Fivehundred',
    bsds: [],
    is_active: true,
    role: 'org-admin',
    references: { organization: `${ctx.config.baseUrl}/v4/organizations/${groupGuid}` },
  }
  app.get('/user', async ({ apiKey }) => ({
    login: apiKey?.name,
    name: apiKey?.name,
    is_active: true,
    is_sso_user: false,
    is_2fa_enabled: false,
    emails: [],
    default_group_guid: groupGuid,
  }))
  app.get('/groups', async () => ({ groups: [group] }))
  app.get('/groups/:group', async () => group)
  app.get('/groups/:group/bitlinks', ({ query }) => listBitlinks(ctx, query as Fields))
  app.get('/groups/:group/tags', async () => ({ tags: (await countTags(ctx)).map(({ tag }) => tag) }))
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
