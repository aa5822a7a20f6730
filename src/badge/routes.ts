import type { FastifyPluginAsync } from 'fastify'
import type { Context } from '../context.js'
import type { Changes } from '../stats/changes.js'
import type { Metric } from '../stats/metric.js'
import { cacheFor, entityTag, matchesTag } from './caching.js'
import { badgeJson, badgeSvg } from './content.js'
import { type Figure, openFigures } from './figures.js'
import { type BadgeOptions, badgeOptions } from './options.js'

/** Any page may show a badge, and nothing in it can run. */
const safeEverywhere = {
  'cross-origin-resource-policy': 'cross-origin',
  'content-security-policy': "default-src 'none'; script-src 'none'; style-src 'unsafe-inline'",
  'x-content-type-options': 'nosniff',
}

const labels: Record<Metric, string> = {
  clicks: 'clicks',
  clickers: 'clickers',
  influence: 'influence',
  followersWhoClick: 'followers who click',
}

/** Status, and seconds the answer may be kept. */
const answers: Record<Figure['state'], { status: number; seconds: number }> = {
  known: { status: 200, seconds: 60 },
  unknown: { status: 404, seconds: 10 },
  unavailable: { status: 503, seconds: 5 },
}

/** `GET /badge/{slug or @handle}.svg` and `.json`: always a valid badge, also for what is unknown or private. */
export function badgeRoutes(
  ctx: Pick<Context, 'db' | 'now' | 'config' | 'log'>,
  changes: Pick<Changes, 'version'>,
): FastifyPluginAsync {
  return async app => {
    const readFigure = openFigures(ctx, changes)
    app.get<{ Params: { file: string }; Querystring: Record<string, unknown> }>(
      '/badge/:file',
      { schema: { hide: true }, config: { crossOrigin: true } },
      async (request, reply) => {
        const [, name = '', extension] = /^(.*)\.(svg|json)$/s.exec(request.params.file) ?? []
        const options = badgeOptions(request.query)
        const metric = options.metric ?? (name.startsWith('@') ? 'influence' : 'clicks')
        const figure: Figure = extension === undefined ? { state: 'unknown' } : await readFigure(name, metric)
        const text = badgeText(figure, metric, options)
        const body = extension === 'json' ? badgeJson(text) : badgeSvg(text, options)
        const tag = entityTag(body)
        const { status, seconds } = answers[figure.state]
        reply.headers({ ...safeEverywhere, 'cache-control': cacheFor(seconds), etag: tag })
        reply.type(extension === 'json' ? 'application/json; charset=utf-8' : 'image/svg+xml; charset=utf-8')
        if (status === 200 && matchesTag(request.headers['if-none-match'], tag)) return reply.code(304).send()
        return reply.code(status).send(body)
      },
    )
  }
}

function badgeText(figure: Figure, metric: Metric, options: BadgeOptions) {
  const label = options.label ?? labels[metric]
  if (figure.state === 'unknown') return { label, message: 'not found', color: 'lightgrey' }
  if (figure.state === 'unavailable') return { label, message: 'unavailable', color: 'lightgrey' }
  if (figure.text === null) return { label, message: 'unknown', color: 'lightgrey' }
  return { label, message: figure.text, color: options.color ?? 'blue' }
}
