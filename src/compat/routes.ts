import helmet from '@fastify/helmet'
import type { FastifyPluginAsync } from 'fastify'
import type { Gate } from '../api/gate.js'
import type { Unasked } from '../context.js'
import { dataHeaders } from '../headers.js'
import { bitlyRoutes } from './bitly/routes.js'
import { kuttRoutes } from './kutt/routes.js'
import { openLinks } from './links.js'
import { plainRoutes } from './plain/routes.js'
import { shlinkRoutes } from './shlink/routes.js'
import { yourlsRoutes } from './yourls/routes.js'

/** The APIs of other link shorteners, so that their clients work here unchanged. */
export function compatRoutes(ctx: Unasked, gate: Gate): FastifyPluginAsync {
  const links = openLinks(ctx)
  return async app => {
    await app.register(helmet, dataHeaders)
    await app.register(bitlyRoutes(ctx, gate, links), { prefix: '/v4' })
    await app.register(yourlsRoutes(ctx, gate, links))
    await app.register(plainRoutes(ctx, gate, links))
    // Version 2 differs in the names of errors.
    for (const prefix of ['/rest/v3', '/rest/v2'])
      await app.register(shlinkRoutes(ctx, gate, links), { prefix })
    await app.register(kuttRoutes(ctx, gate, links), { prefix: '/api/v2' })
  }
}
