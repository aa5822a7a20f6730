import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ServiceError } from '../../errors.js'
import { sentence, withoutAddresses } from '../problems.js'

/** One line. */
export function sendPlainError(
  _request: FastifyRequest,
  reply: FastifyReply,
  error: ServiceError,
): FastifyReply {
  const line = withoutAddresses(sentence(error, { slug: 'custom_ending' }))
  return reply.type('text/plain; charset=utf-8').send(line)
}
