import type { FastifyInstance } from 'fastify'
import { LRUCache } from 'lru-cache'
import { cacheBeyondLimit, cacheFor } from '../../badge/caching.js'
import { rootCause } from '../../errors.js'
import { entityTag, matchesTag, pictureHeaders } from '../../headers.js'
import type { PublicContext } from '../public/context.js'
import { findResult } from '../public/result.js'
import { drawComparison } from './comparison-drawing.js'
import { drawCard, drawNothing, drawUnavailable } from './drawing.js'
import { openPainter } from './painter.js'

const cardPath = /^\/card\/[^?]+\.png(?:\?|$)/
const keptBytes = 32 * 1024 * 1024

interface Card {
  svg: string
  /** How long it may be cached. */
  seconds: number
}

/**
 * `GET /card/{slug or @handle}.png`: a public result as a picture of 1200 × 630; `GET
 * /card/page/{front, leaderboard or exchange}.png`, with the page's query: what that page compares.
 * Painted again only when it changes. Always a picture with status 200, even over the limit for
 * unknown names: image proxies show a broken image for any other status.
 */
export function cardRoutes({ config, log, reports, countMiss, lookAgain }: PublicContext) {
  return async (app: FastifyInstance): Promise<void> => {
    const painter = openPainter()
    app.addHook('onClose', painter.close)
    const corner = config.demo ? 'Demo: made-up data' : new URL(config.baseUrl).host
    const nothing: Card = { svg: drawNothing(corner), seconds: 10 }
    const unavailable: Card = { svg: drawUnavailable(corner), seconds: 5 }
    const pictures = new LRUCache<string, Uint8Array>({
      maxSize: keptBytes,
      sizeCalculation: png => png.byteLength,
      fetchMethod: svg => painter.paint(svg, svg === unavailable.svg),
    })

    async function findCard(name: string, query: string): Promise<Card> {
      try {
        const [, page] = /^page\/(.*)$/.exec(name) ?? []
        if (page !== undefined) {
          const compared = await reports.comparison(`${page}${query}`)
          return compared === null ? nothing : { svg: drawComparison(compared, corner), seconds: 60 }
        }
        const result = await findResult(reports, name)
        return result === null ? nothing : { svg: drawCard(result, corner), seconds: 60 }
      } catch (error) {
        log.warn({ err: rootCause(error) }, 'A card could not be read.')
        return unavailable
      }
    }

    async function paint(card: Card): Promise<{ card: Card; png: Uint8Array | undefined }> {
      try {
        return { card, png: await pictures.fetch(card.svg) }
      } catch (error) {
        log.warn({ err: error }, 'A card could not be painted.')
        return { card: unavailable, png: await pictures.fetch(unavailable.svg) }
      }
    }

    app.get<{ Params: { '*': string } }>(
      '/card/*',
      { schema: { hide: true }, config: { crossOrigin: true } },
      async (request, reply) => {
        const [, name = ''] = /^(.*)\.png$/s.exec(request.params['*']) ?? []
        const found = await findCard(name, request.url.replace(/^[^?]*/, ''))
        if (found === nothing && lookAgain(request, reply, cardPath)) return reply
        const headersOf = ({ svg, seconds }: Card) => ({
          ...pictureHeaders(),
          'cache-control': cacheFor(seconds),
          etag: entityTag(svg),
        })
        const refusal = found === nothing ? await countMiss(request, reply) : null
        const beyond = refusal !== null && { 'cache-control': cacheBeyondLimit(refusal) }
        if (matchesTag(request.headers['if-none-match'], entityTag(found.svg)))
          return reply
            .code(304)
            .headers({ ...headersOf(found), ...beyond })
            .send()
        const { card, png } = await paint(found)
        return reply
          .headers({ ...headersOf(card), ...beyond })
          .type('image/png')
          .send(png)
      },
    )
  }
}
