import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.js'
import { entityTag, matchesTag, pictureHeaders } from '../headers.js'
import type { Changes } from '../stats/changes.js'
import { type Metric, noScoreYet } from '../stats/metric.js'
import { cacheBeyondLimit, cacheFor } from './caching.js'
import { type BadgeText, badgeJson, badgeSvg, describeBadge, labels, usualMetric } from './content.js'
import { type Figure, openFigures } from './figures.js'
import { type BadgeOptions, badgeOptions } from './options.js'

const headers = pictureHeaders({ scriptSrc: ["'none'"], styleSrc: ["'unsafe-inline'"] })

const badgePath = /^\/badge\/[^?]+\.(?:svg|json)(?:\?|$)/

/** How many seconds the answer may be cached. */
const seconds: Record<Figure['state'], number> = { known: 60, unknown: 10, unavailable: 5 }

/**
 * Counts a request for a name that shows nothing; resolves to an error if its address has made too
 * many.
 */
type CountMiss = (
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<{ status: number; facts: Readonly<Record<string, unknown>> } | null>

/** What to do for a name that shows nothing. */
interface Otherwise {
  countMiss: CountMiss
  /**
   * Answers as if the address had been plain; false if it already is, or the plain one is not
   * `within`.
   */
  lookAgain(request: FastifyRequest, reply: FastifyReply, within: RegExp): boolean
}

/**
 * `GET /badge/{slug or @handle}.svg` and `.json`: always a valid badge, even for what is unknown or
 * private. The image has status 200, even over the limit for unknown names: image proxies show a
 * broken image for any other status, and one proxy asks for the badges of many people. Over the
 * limit, headers give the limit and how long the image may be cached.
 */
export function badgeRoutes(
  ctx: Pick<Context, 'access' | 'db' | 'now' | 'config' | 'log'>,
  changes: Pick<Changes, 'version'>,
  { countMiss, lookAgain }: Otherwise,
): FastifyPluginAsync {
  return async app => {
    const readFigure = openFigures(ctx, changes)
    app.get<{ Params: { '*': string }; Querystring: Record<string, unknown> }>(
      '/badge/*',
      { schema: { hide: true }, config: { crossOrigin: true } },
      async (request, reply) => {
        const [, name = '', extension] = /^(.*)\.(svg|json)$/s.exec(request.params['*']) ?? []
        const options = badgeOptions(request.query)
        const metric = options.metric ?? usualMetric
        const figure: Figure = extension === undefined ? { state: 'unknown' } : await readFigure(name, metric)
        if (figure.state === 'unknown' && lookAgain(request, reply, badgePath)) return reply
        const text = badgeText(figure, metric, options)
        const body =
          extension === 'json' ? badgeJson(text) : badgeSvg(text, options, describe(figure, metric))
        const tag = entityTag(body)
        reply.headers({ ...headers, 'cache-control': cacheFor(seconds[figure.state]), etag: tag })
        const refusal = figure.state === 'unknown' ? await countMiss(request, reply) : null
        reply.type(extension === 'json' ? 'application/json; charset=utf-8' : 'image/svg+xml; charset=utf-8')
        if (refusal !== null && extension === 'json')
          return reply.code(refusal.status).header('cache-control', 'no-store').send(body)
        if (refusal !== null) reply.header('cache-control', cacheBeyondLimit(refusal))
        if (matchesTag(request.headers['if-none-match'], tag)) return reply.code(304).send()
        return reply.send(body)
      },
    )
  }
}

/** Nothing of a name that is not known comes back. */
function describe(figure: Figure, metric: Metric): string {
  return figure.state === 'known' ? describeBadge(figure.name, metric) : labels[metric]
}

function badgeText(figure: Figure, metric: Metric, options: BadgeOptions): BadgeText {
  const label = options.label ?? labels[metric]
  const color = 'lightgrey'
  if (figure.state === 'unknown') return { label, message: 'not found', color, isError: true }
  if (figure.state === 'unavailable') return { label, message: 'unavailable', color, isError: true }
  if (figure.text === null) return { label, message: noScoreYet, color }
  return { label, message: figure.text, color: options.color ?? 'blue' }
}
