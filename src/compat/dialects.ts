import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ServiceError } from '../errors.js'
import { noSniff } from '../headers.js'
import { sendBitlyError } from './bitly/errors.js'
import { sendKuttError } from './kutt/errors.js'
import { sendPlainError } from './plain/errors.js'
import { sendShlinkError } from './shlink/errors.js'
import { sendYourlsError } from './yourls/errors.js'

/** Answers with an error as a service does; the reply has its status already. */
export type SendError = (request: FastifyRequest, reply: FastifyReply, error: ServiceError) => FastifyReply

/** Whose addresses these are, and how that service tells its clients what is wrong. */
const dialects: readonly (readonly [path: RegExp, SendError])[] = [
  [/^\/+v4(?:[/?]|$)/, sendBitlyError],
  [/^\/+rest\/+v\d(?:[/?]|$)/, sendShlinkError],
  [/^\/+yourls-api\.php(?:[/?]|$)/, sendYourlsError],
  [/^\/+(?:api-create\.php|api\/+v2\/+action)(?:[/?]|$)/, sendPlainError],
  [/^\/+api\/+v2(?:[/?]|$)/, sendKuttError],
]

/** How to answer with an error at an address that belongs to another service's API. */
export function dialectOf({ url }: Pick<FastifyRequest, 'url'>): SendError | undefined {
  const send = dialects.find(([path]) => path.test(url))?.[1]
  return (
    send &&
    ((request, reply, error) => {
      reply.headers({
        'access-control-allow-origin': '*',
        'cache-control': 'no-store',
        ...noSniff,
      })
      return send(request, reply, error)
    })
  )
}
