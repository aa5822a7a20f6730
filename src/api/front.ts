import helmet from '@fastify/helmet'
import type { FastifyPluginAsync } from 'fastify'
import { pageHeaders } from './security.js'

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Fivehundred</title>
<link rel="icon" href="/favicon.ico" type="image/svg+xml">
<style>
body { font: 1.125rem/1.6 system-ui, sans-serif; max-width: 38rem; margin: 12vh auto; padding: 0 1.5rem; color: #1c1c1c; background: #fff }
a { color: #0b57d0 }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #161616 } a { color: #8ab4f8 } }
</style>
<h1>Fivehundred</h1>
<p>Short links that tell real influence: of the people who follow an account, how many really click?</p>
<p><a href="/docs">The API</a></p>
</html>
`

// Previews of tweets are fetched by crawlers that obey this file, so the short links must stay open to them.
const robots = 'User-agent: *\nDisallow: /api/\nDisallow: /docs\n'

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b57d0"/>' +
  '<path d="M8 22l6-7 4 4 6-9" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/></svg>'

/** What a domain answers besides its short links. */
export const frontRoutes: FastifyPluginAsync = async app => {
  await app.register(helmet, pageHeaders)
  app.get('/', (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'public, max-age=300').send(page),
  )
  app.get('/robots.txt', (_request, reply) => reply.type('text/plain; charset=utf-8').send(robots))
  app.get('/favicon.ico', (_request, reply) =>
    reply.type('image/svg+xml').header('cache-control', 'public, max-age=86400').send(icon),
  )
}
