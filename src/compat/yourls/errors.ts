import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ServiceError } from '../../errors.js'
import { type Fields, fieldsOf } from '../fields.js'
import { OwnAddress } from '../links.js'
import { isMissing, sentence, withoutAddresses } from '../problems.js'
import { sendYourls } from './formats.js'

const names = { url: 'url', slug: 'keyword', limit: 'limit' }

const codes: Record<string, string> = {
  'slug-taken': 'error:keyword',
  'slug-reserved': 'error:keyword',
  'database-unavailable': 'error:db',
}

/** YOURLS answers 403 where there is no valid key, and 400 where a keyword is taken. */
export function sendYourlsError(
  request: FastifyRequest,
  reply: FastifyReply,
  error: ServiceError,
): FastifyReply {
  const fields = { ...(request.query as Fields), ...readable(request.body) }
  const message = withoutAddresses(sentence(error, names))
  const simple = message
  if (error.status === 401 || error.status === 403)
    return sendYourls(reply.code(403), fields, { message, errorCode: '403', simple })
  if (isMissing(error)) {
    const told = { message: 'Error: short URL not found', errorCode: '404', statusCode: '404' }
    return sendYourls(reply.code(404), fields, { ...told, simple: 'not found' })
  }
  const status = error.status === 409 ? 400 : error.status
  const code = String(status)
  return sendYourls(reply.code(status), fields, {
    ...(fields.action === 'shorturl' && { status: 'fail', code: codeOf(error), statusCode: code }),
    message,
    errorCode: code,
    simple,
  })
}

function codeOf(error: ServiceError): string {
  if (error instanceof OwnAddress) return 'error:noloop'
  const known = codes[error.code]
  if (known !== undefined) return known
  const { errors } = error.facts as { errors?: { field: string }[] }
  const [first] = errors ?? []
  return first?.field === 'slug' ? 'error:keyword' : first?.field === 'url' ? 'error:nourl' : 'error:input'
}

/** The body may be what is wrong. */
function readable(body: unknown): Fields {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? fieldsOf(body) : {}
}
