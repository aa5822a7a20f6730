import helmet from '@fastify/helmet'
import type { FastifyPluginAsync } from 'fastify'
import { dataHeaders } from '../headers.js'

// Crawlers that fetch tweet previews obey this file, so the short links must stay open to them.
const robots = 'User-agent: *\nDisallow: /api/\nDisallow: /docs\n'

/** The file that crawlers request from every domain. */
export const frontRoutes: FastifyPluginAsync = async app => {
  await app.register(helmet, dataHeaders)
  app.get('/robots.txt', (_request, reply) => reply.type('text/plain; charset=utf-8').send(robots))
}
