import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import { entityTag, matchesTag } from '../headers.js'
import { KeySchema } from './key-schemas.js'
import { isRead } from './methods.js'
import { AccountSchema, LinkSchema, ListSchema } from './schemas.js'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Its answer is a thing that can be changed. */
    versioned?: boolean
  }
  interface FastifyRequest {
    /** Of the thing in the answer. */
    version: string | null
  }
}

type Titled = TSchema & { title?: string }
/** The titles of what has versions. */
export const versioned = new Set(
  [LinkSchema, AccountSchema, ListSchema, KeySchema].map(({ title }: Titled) => title),
)
/** What is counted in a thing: no change writes it. */
const counted = new Set(['clicks', 'clickers', 'excluded', 'followers', 'followersCountedAt', 'lastUsedAt'])

/**
 * The version of a link, an account, a list or a key: the same until somebody changes it, whatever
 * is counted meanwhile.
 */
export function versionOf(thing: object): string {
  const fields = Object.entries(thing).filter(([name]) => !counted.has(name))
  return createHash('sha256').update(JSON.stringify(fields)).digest('base64url').slice(0, 16)
}

/**
 * Gives what is read an ETag, and answers 304 where If-None-Match has it. That of a thing that can
 * be changed is "version.rest": the whole changes with every byte, its version only when somebody
 * changes the thing, so that an If-Match does not fail because of clicks.
 */
export function tagAnswers(app: FastifyInstance): void {
  app.decorateRequest('version', null)
  app.addHook('onRoute', route => {
    const answers = Object.values((route.schema?.response ?? {}) as Record<string, Titled>)
    if (answers.some(({ title }) => title !== undefined && versioned.has(title)))
      route.config = Object.assign(route.config ?? {}, { versioned: true })
  })
  app.addHook('preSerialization', async (request, reply, payload) => {
    if (request.routeOptions.config.versioned && reply.statusCode < 300 && payload)
      request.version = versionOf(payload)
    return payload
  })
  app.addHook('onSend', async (request, reply, payload) => {
    const isWhole = typeof payload === 'string' || Buffer.isBuffer(payload)
    if (!isWhole || reply.statusCode >= 300 || reply.hasHeader('etag')) return payload
    const { version } = request
    const tag = entityTag(payload)
    if (version !== null) reply.header('etag', `"${version}.${tag.slice(1)}`)
    return isRead(request) ? ifNoneMatch(request, reply, payload, version === null ? tag : null) : payload
  })
}

/** Sends it, or says that it is as it was. */
function ifNoneMatch(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: string | Buffer,
  tag: string | null,
): string | Buffer | null {
  if (tag !== null) reply.header('etag', tag)
  const vary = [reply.getHeader('vary') ?? []].flat().join(', ')
  reply.headers({
    'cache-control': reply.getHeader('cache-control') ?? 'private, no-cache',
    vary: /\bauthorization\b/i.test(vary) ? vary : [vary, 'Authorization'].filter(Boolean).join(', '),
  })
  if (!matchesTag(request.headers['if-none-match'], String(reply.getHeader('etag')))) return payload
  reply.code(304).removeHeader('content-type').removeHeader('content-length')
  return null
}
