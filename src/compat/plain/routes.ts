import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { asked } from '../../api/asked.js'
import type { Gate } from '../../api/gate.js'
import type { Unasked } from '../../context.js'
import { readLink } from '../../links/find.js'
import { typedAddress } from '../../typed/address.js'
import { flag, given, invalid, text } from '../fields.js'
import { type LinksOf, type NewFields, slugOf } from '../links.js'
import { openSurface, sentFields } from '../surface.js'

/** An address in, a short link out, as plain text; the second half of the paths is Polr's. */
export function plainRoutes(ctx: Unasked, gate: Gate, links: LinksOf): FastifyPluginAsync {
  return async app => {
    openSurface(app, ctx, gate, { bodies: ['form'], keyFields: ['key', 'apikey'], keyInBody: true })
    for (const path of ['/api-create.php', '/api/v2/action/shorten']) {
      // A HEAD must change nothing.
      app.get(path, { exposeHeadRoute: false }, shorten)
      app.post(path, shorten)
    }
    app.get('/api/v2/action/lookup', async (request, reply) => {
      const name = text(sentFields(request), 'url_ending')
      if (name === undefined) throw invalid('url_ending', 'is required')
      const { url, createdAt, clicks } = await readLink(asked(ctx, request), slugOf(name))
      return answer(request, reply, 'lookup', url, {
        long_url: url,
        created_at: createdAt,
        clicks: String(clicks),
      })
    })
  }

  async function shorten(request: FastifyRequest, reply: FastifyReply) {
    const fields = sentFields(request)
    const action = text(fields, 'action') ?? 'shorten'
    if (action !== 'shorten') throw invalid('action', 'must be shorten')
    if (flag(fields, 'is_secret') === true)
      throw invalid('is_secret', 'cannot be true: there are no secret links here')
    const { link } = await links(asked(ctx, request)).make(
      given<NewFields>({
        url: typedAddress(text(fields, 'url') ?? ''),
        slug: text(fields, 'custom_ending'),
        findExisting: true,
      }),
    )
    return answer(request, reply, 'shorten', link.shortUrl, link.shortUrl)
  }
}

/** As text, or as Polr's JSON where that is asked for. */
function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  action: string,
  plain: string,
  result: unknown,
) {
  if (text(sentFields(request), 'response_type') === 'json') return reply.send({ action, result })
  return reply.type('text/plain; charset=utf-8').send(plain)
}
