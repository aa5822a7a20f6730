import helmet from '@fastify/helmet'
import type { FastifyPluginAsync } from 'fastify'
import { dataHeaders } from '../headers.js'

// Crawlers that fetch tweet previews obey this file, so the short links must stay open to them.
const robots = 'User-agent: *\nDisallow: /api/\nDisallow: /docs\n'

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b57d0"/>' +
  '<path d="M8 22l6-7 4 4 6-9" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/></svg>'

/** The files that crawlers and browsers request from every domain. */
export const frontRoutes: FastifyPluginAsync = async app => {
  await app.register(helmet, dataHeaders)
  app.get('/robots.txt', (_request, reply) => reply.type('text/plain; charset=utf-8').send(robots))
  app.get('/favicon.ico', (_request, reply) =>
    reply.type('image/svg+xml').header('cache-control', 'public, max-age=86400').send(icon),
  )
}
