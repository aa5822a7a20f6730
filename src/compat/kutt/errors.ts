import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ServiceError } from '../../errors.js'
import { isMissing, sentence } from '../problems.js'

const names = { url: 'target', slug: 'customurl', title: 'description', expiresAt: 'expire_in' }

/** Kutt says what is wrong in one text. */
export function sendKuttError(
  _request: FastifyRequest,
  reply: FastifyReply,
  error: ServiceError,
): FastifyReply {
  if (isMissing(error)) return reply.code(404).send({ error: 'Link could not be found.' })
  if (error.code === 'slug-taken') return reply.code(400).send({ error: 'Custom URL is already in use.' })
  return reply.send({ error: sentence(error, names) })
}
