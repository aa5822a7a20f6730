import { STATUS_CODES } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { InvalidInput, type ServiceError, WrongKey } from '../../errors.js'
import { fieldNames, isMissing, sentence } from '../problems.js'

/** In `/rest/v3/short-urls/{shortCode}` the slug has another name than in a body. */
const names = {
  url: 'longUrl',
  slug: 'customSlug',
  expiresAt: 'validUntil',
  from: 'startDate',
  to: 'endDate',
  tag: 'newName',
}

/** What version 2 calls the types of version 3. */
const olderTypes: Record<string, string> = {
  'invalid-data': 'INVALID_ARGUMENT',
  'non-unique-slug': 'INVALID_SLUG',
  'short-url-not-found': 'INVALID_SHORTCODE',
  'missing-authentication': 'INVALID_AUTHORIZATION',
  'invalid-api-key': 'INVALID_API_KEY',
  'not-found': 'NOT_FOUND',
  'tag-not-found': 'TAG_NOT_FOUND',
  'tag-conflict': 'TAG_CONFLICT',
  'forbidden-tag-operation': 'FORBIDDEN_OPERATION',
  'domain-not-found': 'DOMAIN_NOT_FOUND',
}

/** Shlink's problem details: like ours, but with its own types and a few facts. */
export function sendShlinkError(
  { url }: Pick<FastifyRequest, 'url'>,
  reply: FastifyReply,
  error: ServiceError,
): FastifyReply {
  const { name, title, status = error.status, ...facts } = kindOf(error, url)
  const type = `https://shlink.io/api/error/${name}`
  const body = {
    type: /^\/+rest\/+v2\b/.test(url) ? (olderTypes[name] ?? type) : type,
    title: title ?? STATUS_CODES[status] ?? 'Error',
    detail: sentence(error, names),
    status,
    // Ours, which says more than Shlink's types.
    code: error.code,
    ...facts,
  }
  return reply.code(status).type('application/problem+json; charset=utf-8').send(JSON.stringify(body))
}

interface Kind extends Record<string, unknown> {
  name: string
  title?: string
  status?: number
}

function kindOf(error: ServiceError, url: string): Kind {
  const { slug } = error.facts
  if (isMissing(error))
    return { name: 'short-url-not-found', title: 'Short URL not found', status: 404, shortCode: slug }
  if (error.code === 'slug-taken')
    return { name: 'non-unique-slug', title: 'Invalid custom slug', status: 400, customSlug: slug }
  if (error.code === 'slug-reserved') return invalidData(['customSlug'])
  if (error instanceof InvalidInput) return invalidData(fieldNames(error, names))
  if (error.code === 'tag-not-found') return { name: error.code, title: 'Tag not found', ...error.facts }
  if (error.code === 'tag-exists')
    return { name: 'tag-conflict', title: 'Tag conflict', newName: error.facts.tag }
  if (error.code === 'forbidden' && /\/tags\b/.test(url))
    return { name: 'forbidden-tag-operation', title: 'Forbidden tag operation' }
  if (error instanceof WrongKey) return { name: 'invalid-api-key', title: 'Invalid API key' }
  if (error.status === 401)
    return {
      name: 'missing-authentication',
      title: 'Invalid authorization',
      expectedHeaders: ['X-Api-Key'],
    }
  return { name: error.code }
}

function invalidData(invalidElements: string[]): Kind {
  return { name: 'invalid-data', title: 'Invalid data', invalidElements }
}
