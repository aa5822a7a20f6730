import { STATUS_CODES } from 'node:http'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../config.js'
import { isDatabaseUnavailable } from '../db/errors.js'
import {
  AccountNotGiven,
  DatabaseUnavailable,
  Forbidden,
  type ProblemCode,
  rootCause,
  ServiceError,
  Unauthorized,
  UnsupportedBody,
  WrongKey,
} from '../errors.js'
import { noSniff } from '../headers.js'
import { inputError } from './field-problems.js'
import type { Check } from './formats.js'

/** After this many seconds, trying again makes sense if the database did not answer. */
const retryDatabaseSeconds = 5

/** The framework's errors that a caller can act on, by code. */
const known: Record<string, [code: ProblemCode, status: number, detail: string]> = {
  FST_ERR_CTP_INVALID_JSON_BODY: ['invalid-json', 400, 'The body is not valid JSON.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['invalid-json', 400, 'The body is empty; send JSON, or no Content-Type.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
    'invalid-request',
    400,
    'The body is not as long as Content-Length says.',
  ],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'unsupported-media-type',
    415,
    'Send JSON, with Content-Type: application/json.',
  ],
  FST_ERR_CTP_BODY_TOO_LARGE: [
    'body-too-large',
    413,
    'The body is larger than 1 MB, or as a file than 10 MB.',
  ],
  FST_ERR_BAD_URL: ['invalid-url', 400, 'The address is not validly encoded.'],
  FST_ERR_MAX_PARAM_LENGTH: ['not-found', 404, 'There is nothing at this address.'],
  FST_ERR_HANDLER_TIMEOUT: [
    'database-unavailable',
    503,
    'The database takes too long; try again in a few seconds.',
  ],
}

/**
 * Turns any error into one that a caller can act on; an unknown one becomes a 500 without details.
 */
export function serviceError(
  error: unknown,
  checks: Record<string, Check>,
  request?: Pick<FastifyRequest, 'raw'>,
): ServiceError {
  if (error instanceof ServiceError) return error
  const { code = '', validation, validationContext, statusCode } = error as Partial<FastifyError>
  if (validation) {
    const part = validationContext === 'querystring' ? 'query' : (validationContext ?? 'body')
    return inputError(validation as Parameters<typeof inputError>[0], checks, part)
  }
  if (code === 'FST_ERR_HANDLER_TIMEOUT' && request?.raw.complete === false) {
    return new ServiceError('request-too-slow', 408, 'The body took too long to arrive; send it faster.')
  }
  // The client has hung up; nobody reads this, and it is no fault of the database.
  if (code === 'ECONNRESET' && request?.raw.complete === false) {
    return new ServiceError('invalid-request', 400, 'The connection ended before the body had come.')
  }
  const found = known[code]
  if (found) return new ServiceError(found[0], found[1], found[2])
  if (isDatabaseUnavailable(error)) return new DatabaseUnavailable({ cause: error })
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new ServiceError('invalid-request', statusCode, 'The request is not valid.')
  }
  return new ServiceError(
    'internal-error',
    500,
    'Something went wrong here; the log has details.',
    {},
    { cause: error },
  )
}

/** RFC 9457. Its type is where the help explains the code. */
export function problemBody(
  { code, status, message, facts }: ServiceError,
  { baseUrl, requestId }: { baseUrl: string; requestId: string },
): Record<string, unknown> {
  return {
    type: `${baseUrl}/help/errors#${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: message,
    code,
    requestId,
    ...facts,
  }
}

/** Answers with problem+json. */
export function sendProblem(
  { baseUrl }: Pick<Config, 'baseUrl'>,
  request: FastifyRequest,
  reply: FastifyReply,
  error: ServiceError,
): FastifyReply {
  return beginError(request, reply, error)
    .headers(noSniff)
    .type('application/problem+json')
    .send(JSON.stringify(problemBody(error, { baseUrl, requestId: request.id })))
}

/**
 * Sets what every form of an error shares: its status, and when to try again. Our own faults go to
 * the log, without the visitor's address.
 */
export function beginError(request: FastifyRequest, reply: FastifyReply, error: ServiceError): FastifyReply {
  // A missing feature (501) is nobody's fault.
  if (error.status >= 500 && error.status !== 501) {
    const err = rootCause(error)
    request.log.error({ err, method: request.method, route: request.routeOptions.url }, error.message)
  }
  const wait = error.status === 503 ? retryDatabaseSeconds : error.facts.retryAfterSeconds
  if (typeof wait === 'number') reply.header('retry-after', wait)
  if (error instanceof UnsupportedBody) reply.headers(error.headers)
  challenge(reply, error)
  return reply.code(error.status)
}

/** Says what is wrong with a request's key, as RFC 6750 defines; no error if no key was sent. */
export function challenge(reply: FastifyReply, error: ServiceError): void {
  const isForbidden = error instanceof Forbidden || error instanceof AccountNotGiven
  if (!(error instanceof Unauthorized || isForbidden)) return
  const code = isForbidden ? 'insufficient_scope' : error instanceof WrongKey ? 'invalid_token' : null
  const fault = code === null ? '' : `, error="${code}", error_description="${error.message}"`
  reply.header('www-authenticate', `Bearer realm="Fivehundred"${fault}`)
}
