import { PassThrough, Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { RateLimited } from '../../errors.js'
import { seenSlugs } from '../../links/find.js'
import { slugPattern } from '../../links/slug.js'
import { linkNumbers } from '../../stats/link-numbers.js'
import type { PageContext } from '../context.js'
import { typedFields } from '../form.js'
import { requireViewer, seen } from '../viewer.js'
import { linkFigures } from './figures.js'
import { openWatch, type Watcher } from './watch.js'

const pauseMs = 1_000
/** Keeps proxies, and our own limit for idle connections, from closing a quiet stream. */
const heartbeatMs = 10_000
/** Then the browser reconnects, and its login is checked again. */
const lifetimeMs = 600_000
const mostSlugs = 100
/** Per key, across all its devices. */
const mostStreams = 50

/**
 * `GET /app/live?slugs=a,b`: the numbers of these links as server-sent events, first all of them
 * and then each change.
 */
export function liveRoutes(ctx: PageContext) {
  return async (app: FastifyInstance): Promise<void> => {
    const watch = openWatch({
      read: async slugs => {
        const numbers = await linkNumbers(ctx, slugs)
        return new Map([...numbers].map(([slug, found]) => [slug, linkFigures(found)]))
      },
      log: ctx.log,
      pauseMs,
    })
    app.addHook('preClose', async () => watch.close())
    app.addHook('onRequest', requireViewer)

    app.get('/app/live', async (request, reply) => {
      const owner = String(request.viewer?.id ?? 'preset')
      if (watch.count(owner) >= mostStreams) {
        const message = 'Too many open pages with this login show live numbers.'
        throw new RateLimited(message, { limit: mostStreams, retryAfterSeconds: 60 })
      }
      reply
        .headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no', connection: 'close' })
        .type('text/event-stream')
      if (request.method === 'HEAD') return reply.send(Readable.from([]))
      const slugs = await seenSlugs(seen(ctx, request), askedSlugs(request))
      const stream = new PassThrough()
      const watcher: Watcher = {
        owner,
        slugs,
        tell(news) {
          if (stream.writableNeedDrain) return false
          stream.write(`data: ${JSON.stringify(news)}\n\n`)
          return true
        },
        end: () => stream.end(),
      }
      const heartbeat = setInterval(() => stream.write('event: beat\ndata: \n\n'), heartbeatMs).unref()
      const lifetime = setTimeout(watcher.end, lifetimeMs).unref()
      stream.on('close', () => {
        clearInterval(heartbeat)
        clearTimeout(lifetime)
        watch.remove(watcher)
      })
      // A page that is closed would else be noticed with the second heartbeat.
      request.raw.socket.once('end', watcher.end)
      stream.write('retry: 3000\n\n')
      watch.add(watcher)
      return reply.send(stream)
    })
  }
}

function askedSlugs(request: FastifyRequest): string[] {
  const { slugs = '' } = typedFields(request.query)
  return [...new Set(slugs.split(','))].filter(slug => slugPattern.test(slug)).slice(0, mostSlugs)
}
