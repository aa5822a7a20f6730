import { LRUCache } from 'lru-cache'
import type { Context } from '../context.js'
import { ServiceError } from '../errors.js'
import { accountFigure } from '../stats/account-figure.js'
import { linkFigure } from '../stats/link-figure.js'
import type { Metric } from '../stats/metric.js'

/** A figure to show (null: it cannot be told), nothing public of that name, or no database to ask. */
export type Figure = { state: 'known'; text: string | null } | { state: 'unknown' } | { state: 'unavailable' }

const mostFigures = 10_000
const figureTtlMs = 5_000
const outageTtlMs = 1_000
/** A page full of badges must not hang on a database that does not answer. */
const patienceMs = 2_000

export type FigureReader = (name: string, metric: Metric) => Promise<Figure>

/**
 * Reads figures by name, an account's with its @. A storm of requests for one badge asks the database once in five
 * seconds, and once a second while it does not answer.
 */
export function openFigures(ctx: Pick<Context, 'db' | 'now' | 'config' | 'log'>): FigureReader {
  const cache = new LRUCache<string, Figure, { name: string; metric: Metric }>({
    max: mostFigures,
    ttl: figureTtlMs,
    fetchMethod: async (_key, _stale, { context: { name, metric }, options }) => {
      const figure = await withPatience(readFigure(ctx, name, metric))
      if (figure.state === 'unavailable') options.ttl = outageTtlMs
      return figure
    },
  })
  return async (name, metric) => {
    const figure = await cache.fetch(`${metric} ${name}`, { context: { name, metric } })
    return figure ?? { state: 'unavailable' }
  }
}

async function readFigure(
  ctx: Pick<Context, 'db' | 'now' | 'config' | 'log'>,
  name: string,
  metric: Metric,
): Promise<Figure> {
  const read = name.startsWith('@') ? accountFigure : linkFigure
  try {
    return { state: 'known', text: await read(ctx, name, metric) }
  } catch (error) {
    if (error instanceof ServiceError && (error.status === 404 || error.status === 410))
      return { state: 'unknown' }
    ctx.log.warn({ err: error }, 'a badge could not be read')
    return { state: 'unavailable' }
  }
}

async function withPatience(figure: Promise<Figure>): Promise<Figure> {
  let timer: NodeJS.Timeout | undefined
  const outOfPatience = new Promise<Figure>(resolve => {
    timer = setTimeout(resolve, patienceMs, { state: 'unavailable' })
  })
  try {
    return await Promise.race([figure, outOfPatience])
  } finally {
    clearTimeout(timer)
  }
}
