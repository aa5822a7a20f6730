import type { FastifyReply, FastifyRequest } from 'fastify'
import { InvalidInput, type ServiceError } from '../../errors.js'
import { OwnAddress } from '../links.js'
import { fieldNames, isMissing, namedFields, sentence } from '../problems.js'

const names = { url: 'long_url', slug: 'keyword', to: 'unit_reference', from: 'units' }

/** Bitly's names for the meanings of our codes; the others keep their own names. */
const messages: Record<string, string> = {
  unauthorized: 'FORBIDDEN',
  'slug-taken': 'CONFLICT',
  'slug-reserved': 'INVALID_ARG_KEYWORD',
  'rate-limited': 'RATE_LIMIT_EXCEEDED',
  'database-unavailable': 'TEMPORARILY_UNAVAILABLE',
}

/** Bitly answers 403 where there is no valid key. */
export function sendBitlyError(
  { url }: Pick<FastifyRequest, 'url'>,
  reply: FastifyReply,
  error: ServiceError,
): FastifyReply {
  const fields = namedFields(error, names)
  const [, resource = 'v4'] = /^\/+v4\/+(\w+)/.exec(url) ?? []
  return reply.code(error.status === 401 ? 403 : isMissing(error) ? 404 : error.status).send({
    message: messageOf(error),
    resource: ['shorten', 'expand'].includes(resource) ? 'bitlinks' : resource,
    description: sentence(error, names),
    ...(fields.length > 0 && {
      errors: fields.map(({ field, message }) => ({ field, error_code: 'invalid', message })),
    }),
  })
}

function messageOf(error: ServiceError): string {
  const [field] = fieldNames(error, names)
  if (error instanceof OwnAddress) return 'ALREADY_A_BITLY_LINK'
  if (isMissing(error)) return 'NOT_FOUND'
  if (error instanceof InvalidInput && field !== undefined) return `INVALID_ARG_${constant(field)}`
  return messages[error.code] ?? constant(error.code)
}

/** "not-found" → "NOT_FOUND". */
function constant(name: string): string {
  return name.replaceAll('-', '_').toUpperCase()
}
