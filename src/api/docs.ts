import helmet from '@fastify/helmet'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { ServiceError } from '../errors.js'
import { docsHeaders } from '../headers.js'

/** Each answer opens a file, and slow clients must leave file descriptors for the journal. */
const mostAnswers = 100

/** The human-readable page of the API. */
export const docsRoutes: FastifyPluginAsync = async app => {
  let answers = 0
  app.addHook('onRequest', async (_request, reply) => {
    if (answers >= mostAnswers) {
      const detail = 'Too many read this page at once; try again in a few seconds.'
      throw new ServiceError('too-many-readers', 503, detail)
    }
    answers++
    reply.raw.once('close', () => answers--)
  })
  /** Only their own route knows which files exist. */
  async function ensureThere({ raw: { url = '' } }: FastifyRequest): Promise<void> {
    const { statusCode } = await app.inject({ method: 'HEAD', url })
    if (statusCode === 404) throw new ServiceError('not-found', 404, 'There is no such file.')
  }
  app.addHook('onRoute', ({ url, config }) => {
    if (url.endsWith('*') && config) config.ensureThere = ensureThere
  })
  await app.register(helmet, docsHeaders)
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    theme: { title: 'Fivehundred API' },
    // By default the document's address is sent to an external validator.
    uiConfig: { url: '/api/v1/openapi.json', docExpansion: 'list', validatorUrl: null },
  })
}
