import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { asked } from '../../api/asked.js'
import type { Gate } from '../../api/gate.js'
import type { Unasked } from '../../context.js'
import { Unauthorized } from '../../errors.js'
import { text } from '../fields.js'
import type { LinksOf } from '../links.js'
import { openSurface, sentFields } from '../surface.js'
import { actions } from './actions.js'
import { callbackOf, sendYourls } from './formats.js'

/** YOURLS has one address; a request says in its fields what it wants. */
export function yourlsRoutes(ctx: Unasked, gate: Gate, links: LinksOf): FastifyPluginAsync {
  return async app => {
    // Before the key is looked up, because such a signature is no key.
    app.addHook('preValidation', async request => refuseTimestamp(request))
    openSurface(app, ctx, gate, {
      bodies: ['form', 'multipart'],
      keyFields: ['signature', 'password'],
      keyInBody: true,
    })
    // A HEAD must change nothing.
    app.get('/yourls-api.php', { exposeHeadRoute: false }, act)
    app.post('/yourls-api.php', act)
  }

  async function act(request: FastifyRequest, reply: FastifyReply) {
    const fields = sentFields(request)
    // Nothing is done whose answer would be refused.
    if (fields.format === 'jsonp' && callbackOf(fields) === null) return sendYourls(reply, fields, {})
    const name = text(fields, 'action') ?? ''
    const mine = asked(ctx, request)
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined
    if (action === undefined) {
      const message = 'Unknown or missing "action" parameter'
      return sendYourls(reply.code(400), fields, { errorCode: '400', message, simple: message })
    }
    return sendYourls(reply, fields, await action(mine, links(mine), fields))
  }
}

/** To check md5(timestamp + key), the keys would have to be stored; only their hashes are. */
function refuseTimestamp(request: Pick<FastifyRequest, 'query' | 'body'>): void {
  const fields = sentFields(request)
  if (text(fields, 'timestamp') === undefined || text(fields, 'signature') === undefined) return
  throw new Unauthorized(
    'A signature with a timestamp cannot be checked, because keys are stored as hashes only: send signature=<key> without timestamp.',
  )
}
