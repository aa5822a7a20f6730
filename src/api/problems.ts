import { STATUS_CODES } from 'node:http'
import { Type } from 'typebox'
import { type ProblemCode, problemCodes } from '../errors.js'
import { isOnce } from './idempotency.js'

/** RFC 9457. */
export const ProblemSchema = Type.Object(
  {
    type: Type.String({ format: 'uri', description: 'Leads to what is said about the code.' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'What happened, and what to do about it.' }),
    code: Type.Unsafe<ProblemCode>({ type: 'string', enum: [...problemCodes], description: 'Stable.' }),
    requestId: Type.String({ description: 'As in the header `X-Request-Id`.' }),
    errors: Type.Optional(
      Type.Array(
        Type.Object(
          {
            field: Type.Optional(Type.String()),
            line: Type.Optional(Type.Integer()),
            message: Type.String(),
          },
          { title: 'FieldProblem' },
        ),
        {
          description:
            'For invalid-input, every invalid field; for invalid-csv and invalid-import, every invalid line.',
        },
      ),
    ),
  },
  { title: 'Problem', additionalProperties: true, description: 'An error, as RFC 9457 has it.' },
)

/** What is said of an error, and an example of it. */
interface Reason {
  description: string
  code: ProblemCode
  detail: string
  facts?: object
  headers?: Record<string, object>
}

const header = (description: string, example: string | number) => ({
  type: typeof example === 'number' ? 'integer' : 'string',
  description,
  examples: [example],
})
const retryAfter = { 'Retry-After': header('Seconds until a try again makes sense.', 5) }
const challenge = (example: string) => ({
  'WWW-Authenticate': header('What is wrong with the key, as RFC 6750 has it.', example),
})
const field = { field: 'url', message: 'must begin with http:// or https://, not javascript:' }

const reasons: Record<number, Reason> = {
  400: {
    description: 'The input is not valid; `errors` lists every field.',
    code: 'invalid-input',
    detail: `${field.field}: ${field.message}`,
    facts: { errors: [field] },
  },
  401: {
    description: 'The API key is missing, unknown, expired or revoked.',
    code: 'unauthorized',
    detail: 'Send your API key as "Authorization: Bearer <key>".',
    headers: challenge('Bearer realm="Fivehundred"'),
  },
  403: {
    description: 'The API key may not do this.',
    code: 'forbidden',
    detail: 'This needs an API key of an admin that is not limited to accounts.',
    headers: challenge('Bearer realm="Fivehundred", error="insufficient_scope"'),
  },
  404: {
    description: 'There is no such thing.',
    code: 'link-not-found',
    detail: 'There is no link "launch".',
  },
  405: {
    description: 'The address does not take this method; `Allow` lists those it takes.',
    code: 'method-not-allowed',
    detail: 'This address does not take PUT; it takes GET, HEAD, OPTIONS.',
    headers: { Allow: header('The methods that the address takes.', 'GET, HEAD, OPTIONS') },
  },
  408: {
    description: 'The body took too long to arrive.',
    code: 'request-too-slow',
    detail: 'The body took too long to arrive; send it faster.',
  },
  409: {
    description: 'It collides with what is there, or with a change made at the same time.',
    code: 'slug-taken',
    detail: 'The slug "launch" is taken; choose another.',
  },
  410: {
    description: 'The link was deleted; a short link also if it is disabled or has expired.',
    code: 'link-gone',
    detail: 'The link "launch" is deleted.',
  },
  412: {
    description: '`If-Match` names another version than the thing has now; `present` is how it is.',
    code: 'precondition-failed',
    detail:
      'It was changed since you read it, so nothing was done: `present` is how it is now, `version` what If-Match would have to name.',
    facts: { version: 'Tn0dXq2mYw8bLr4k', present: { slug: 'launch' } },
  },
  413: {
    description: 'The body is larger than 1 MB, or as a file than 10 MB.',
    code: 'body-too-large',
    detail: 'The body is larger than 1 MB, or as a file than 10 MB.',
  },
  415: {
    description: 'The body is of another kind, or encoded; `Accept` or `Accept-Encoding` says what is taken.',
    code: 'unsupported-media-type',
    detail: 'Send JSON, with Content-Type: application/json.',
  },
  422: {
    description: 'The `Idempotency-Key` stands for another request.',
    code: 'other-request',
    detail:
      'This Idempotency-Key was sent with another request in the last day; send each request with a key of its own.',
  },
  429: {
    description: 'Too many requests; `Retry-After` says when to go on.',
    code: 'rate-limited',
    detail: 'Too many requests with this API key.',
    headers: retryAfter,
  },
  431: {
    description: 'The headers are too long.',
    code: 'invalid-request',
    detail: 'The request is not valid HTTP, too long or too slow.',
  },
  500: {
    description: 'Something went wrong here; the log has it under the `requestId`.',
    code: 'internal-error',
    detail: 'Something went wrong here; the log has details.',
  },
  501: {
    description: 'This format is not offered.',
    code: 'format-not-offered',
    detail: 'oEmbed is offered as JSON only: leave format out, or say json.',
  },
  502: {
    description: 'The network told nothing; the last count stands.',
    code: 'provider-unavailable',
    detail: 'Bluesky does not answer.',
  },
  503: {
    description: 'The database does not answer; try again.',
    code: 'database-unavailable',
    detail: 'The database does not answer; try again in a few seconds.',
    headers: retryAfter,
  },
}

/** The errors that a route documents, on top of those that every route has. */
export function problems(...statuses: number[]) {
  return Object.fromEntries(
    statuses.map(status => {
      const reason = reasons[status]
      if (reason === undefined) throw new Error(`Nothing is said of the status ${status}.`)
      const { description, code, detail, facts, headers } = reason
      const example = {
        type: `https://go.example.com/help/errors#${code}`,
        ...{ title: STATUS_CODES[status], status, detail, code, requestId: 'Vb3xYz7kQm2nRt5w', ...facts },
      }
      return [
        status,
        {
          description,
          ...(headers && { headers }),
          content: { 'application/problem+json': { schema: ProblemSchema, example } },
        },
      ]
    }),
  )
}

/** The errors that every route of the API has, by its method. */
export function commonProblems(method: string) {
  const ofBodies = method === 'GET' || method === 'HEAD' ? [] : [408, 413, 415]
  const ofRetries = isOnce(method) ? [409, 422] : []
  return problems(400, 401, 403, 405, 429, 431, 500, 503, ...ofBodies, ...ofRetries)
}
