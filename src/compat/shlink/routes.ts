import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { preferredType } from '../../api/accept.js'
import { asked } from '../../api/asked.js'
import type { Gate } from '../../api/gate.js'
import { openToAll } from '../../api/methods.js'
import type { Unasked } from '../../context.js'
import { ping } from '../../db/ping.js'
import { inTime } from '../../in-time.js'
import { readLink } from '../../links/find.js'
import { mostClicks } from '../../links/limits.js'
import { type Fields, fieldsOf, flag, given, invalid, lines, refuse, text, time, whole } from '../fields.js'
import type { ChangedFields, LinksOf, NewFields } from '../links.js'
import { openSurface } from '../surface.js'
import { domainRoutes } from './domains.js'
import { listShortUrls, listVisits, refuseOtherDomain } from './lists.js'
import { missing, noMercure } from './missing.js'
import { redirectRuleRoutes } from './redirect-rules.js'
import { shortUrl } from './shapes.js'
import { tagRoutes } from './tags.js'
import { visitRoutes } from './visits.js'

type OfLink = { Params: { shortCode: string } }

/** Clients look at it to see what they can ask for: this is the first with `visitsSummary`. */
const shlinkVersion = '3.4.0'

/** The database has this long to answer. */
const pingMs = 1_000

const notHere = {
  validSince: 'cannot be set: a link works at once',
  deviceLongUrls: 'cannot be set: a link leads everybody to the same address',
  shortCodeLength: 'cannot be chosen; use customSlug for a code of your own',
}

/** Shlink's API, versions 2 and 3. */
export function shlinkRoutes(ctx: Unasked, gate: Gate, links: LinksOf): FastifyPluginAsync {
  return async app => {
    app.get(
      '/health',
      { onRequest: openToAll, config: { crossOrigin: true }, schema: { hide: true } },
      health,
    )
    await app.register(async keyed => {
      openSurface(keyed, ctx, gate, { bodies: ['json'], keyFields: ['apiKey'] })

      keyed.post('/short-urls', async request => {
        const fields = fieldsOf(request.body)
        refuseOtherDomain(ctx, fields)
        const { link } = await links(asked(ctx, request)).make(newLink(fields))
        return shortUrl(link)
      })
      keyed.get('/short-urls', request => listShortUrls(asked(ctx, request), request.query as Fields))

      // One step, as bookmarklets and old tools do it. A HEAD must change nothing.
      keyed.get('/short-urls/shorten', { exposeHeadRoute: false }, async (request, reply) => {
        const query = request.query as Fields
        const { link } = await links(asked(ctx, request)).make({
          url: text(query, 'longUrl') ?? '',
          findExisting: true,
        })
        const usual =
          preferredType(request, ['application/json', 'text/plain']) === 'text/plain' ? 'txt' : 'json'
        const isPlain = (text(query, 'format') ?? usual) === 'txt'
        return isPlain
          ? reply.type('text/plain; charset=utf-8').send(link.shortUrl)
          : reply.send(shortUrl(link))
      })

      keyed.get<OfLink>('/short-urls/:shortCode', async request => {
        refuseOtherDomain(ctx, request.query as Fields)
        return shortUrl(await readLink(asked(ctx, request), request.params.shortCode))
      })
      keyed.patch<OfLink>('/short-urls/:shortCode', async request => {
        refuseOtherDomain(ctx, request.query as Fields)
        const wish = changes(fieldsOf(request.body))
        return shortUrl(await links(asked(ctx, request)).change(request.params.shortCode, wish))
      })
      keyed.delete<OfLink>('/short-urls/:shortCode', async (request, reply) => {
        refuseOtherDomain(ctx, request.query as Fields)
        await links(asked(ctx, request)).remove(request.params.shortCode)
        return reply.code(204).send()
      })
      keyed.get<OfLink>('/short-urls/:shortCode/visits', request =>
        listVisits(asked(ctx, request), request.params.shortCode, request.query as Fields),
      )

      redirectRuleRoutes(keyed, ctx)
      tagRoutes(keyed, ctx, links)
      visitRoutes(keyed, ctx)
      domainRoutes(keyed, ctx)
      keyed.get('/mercure-info', async (_request, reply) => missing(reply, noMercure))
    })
  }

  async function health(_request: unknown, reply: FastifyReply) {
    const about = `${ctx.config.baseUrl}/help/clients`
    const passes = await inTime(ping(ctx.db), pingMs, () => false)
    const answer = {
      status: passes ? 'pass' : 'fail',
      version: shlinkVersion,
      links: { about, project: about },
    }
    reply.code(passes ? 200 : 503)
    return reply.type('application/health+json; charset=utf-8').send(JSON.stringify(answer))
  }
}

function newLink(fields: Fields): NewFields {
  refuse(fields, notHere)
  const url = text(fields, 'longUrl')
  if (url === undefined) throw invalid('longUrl', 'is required')
  return given<NewFields>({
    url,
    slug: text(fields, 'customSlug'),
    title: text(fields, 'title'),
    tags: lines(fields, 'tags'),
    expiresAt: time(fields, 'validUntil')?.toISOString(),
    maxClicks: visitLimit(fields) ?? undefined,
    forwardQuery: flag(fields, 'forwardQuery'),
    findExisting: flag(fields, 'findIfExists'),
  })
}

function changes(fields: Fields): ChangedFields {
  refuse(fields, notHere)
  return given<ChangedFields>({
    url: text(fields, 'longUrl'),
    title: 'title' in fields ? (text(fields, 'title') ?? null) : undefined,
    tags: Array.isArray(fields.tags) ? (lines(fields, 'tags') ?? []) : undefined,
    expiresAt: 'validUntil' in fields ? (time(fields, 'validUntil')?.toISOString() ?? null) : undefined,
    maxClicks: 'maxVisits' in fields ? visitLimit(fields) : undefined,
    forwardQuery: flag(fields, 'forwardQuery'),
  })
}

/** Shlink counts bots there, too; here, only people use it up. Null where there is none. */
function visitLimit(fields: Fields): number | null {
  return whole(fields, 'maxVisits', { usual: 0, least: 1, most: mostClicks }) || null
}
