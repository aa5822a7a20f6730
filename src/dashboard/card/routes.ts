import type { FastifyInstance } from 'fastify'
import { LRUCache } from 'lru-cache'
import { cacheFor, entityTag, matchesTag } from '../../badge/caching.js'
import type { PublicContext } from '../public/context.js'
import { findResult } from '../public/result.js'
import { drawCard, drawNothing } from './drawing.js'
import { openPainter } from './painter.js'

const keptBytes = 32 * 1024 * 1024

/** Any page may show a card. */
const safeEverywhere = {
  'cross-origin-resource-policy': 'cross-origin',
  'content-security-policy': "default-src 'none'",
  'x-content-type-options': 'nosniff',
}

/** `GET /card/{slug or @handle}.png`: a public result as a picture of 1200 × 630. Painted once, as long as it is the same. */
export function cardRoutes({ config, reports }: PublicContext) {
  return async (app: FastifyInstance): Promise<void> => {
    const painter = openPainter()
    app.addHook('onClose', painter.close)
    const corner = config.demo ? 'Demo: made-up data' : new URL(config.baseUrl).host
    const pictures = new LRUCache<string, Uint8Array>({
      maxSize: keptBytes,
      sizeCalculation: png => png.byteLength,
      fetchMethod: svg => painter.paint(svg),
    })
    app.get<{ Params: { file: string } }>(
      '/card/:file',
      { schema: { hide: true }, config: { crossOrigin: true } },
      async (request, reply) => {
        const [, name = ''] = /^(.*)\.png$/s.exec(request.params.file) ?? []
        const result = await findResult(reports, name)
        const svg = result === null ? drawNothing(corner) : drawCard(result, corner)
        const tag = entityTag(svg)
        reply.headers({ ...safeEverywhere, 'cache-control': cacheFor(result === null ? 10 : 60), etag: tag })
        if (result !== null && matchesTag(request.headers['if-none-match'], tag))
          return reply.code(304).send()
        const png = await pictures.fetch(svg)
        return reply
          .code(result === null ? 404 : 200)
          .type('image/png')
          .send(png)
      },
    )
  }
}
