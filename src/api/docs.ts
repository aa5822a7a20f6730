import helmet from '@fastify/helmet'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyPluginAsync } from 'fastify'
import { docsHeaders } from './security.js'

/** The readable page of the API. */
export const docsRoutes: FastifyPluginAsync = async app => {
  await app.register(helmet, docsHeaders)
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    theme: { title: 'Fivehundred API' },
    // The default sends the document's address to a validator elsewhere.
    uiConfig: { url: '/api/v1/openapi.json', docExpansion: 'list', validatorUrl: null },
  })
}
