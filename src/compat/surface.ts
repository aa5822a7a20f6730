import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type BodyKind, takeBodies } from '../api/bodies.js'
import type { Gate } from '../api/gate.js'
import { openToAll } from '../api/methods.js'
import { type ApiKey, findKey } from '../auth/authenticate.js'
import type { Context } from '../context.js'
import { Unauthorized } from '../errors.js'
import { type Fields, fieldsOf } from './fields.js'

/** As in our own API: if the database hangs, callers wait no longer than this. */
const handlerTimeoutMs = 10_000

/** How the clients of a service send what they want. */
export interface Habits {
  bodies: readonly BodyKind[]
  /** The fields that may hold the key. */
  keyFields?: readonly string[]
  /** Whether the key may be a field of the body, which is then read before the key is known. */
  keyInBody?: boolean
}

/**
 * Prepares a scope for the routes of one service: only requests with a valid key pass, within the
 * limits of our own API, and scripts of any page may call, because nothing but the key in a request
 * gives it any rights.
 */
export function openSurface(
  app: FastifyInstance,
  ctx: Pick<Context, 'config' | 'db' | 'now'>,
  pass: Gate,
  { bodies, keyFields = [], keyInBody = false }: Habits,
): void {
  app.decorateRequest('apiKey', null)
  app.addHook('onRoute', route => {
    route.handlerTimeout ??= handlerTimeoutMs
    // The object that OPTIONS looks at.
    route.config = Object.assign(route.config ?? {}, { crossOrigin: true })
    route.schema = { ...route.schema, hide: true }
  })
  takeBodies(app, bodies)
  app.addHook('onRequest', openToAll)
  app.addHook('onRequest', async ({ headers }) => {
    // Many clients name the type of a body that they do not send.
    const isEmpty = headers['transfer-encoding'] === undefined && (headers['content-length'] ?? '0') === '0'
    if (isEmpty && headers['content-type']?.startsWith('application/json')) delete headers['content-type']
  })
  app.addHook(keyInBody ? 'preValidation' : 'onRequest', async (request, reply) => {
    const fields = keyInBody ? sentFields(request) : (request.query as Fields)
    await pass(request, reply, () => findSentKey(ctx, request, fields, keyFields))
  })
  app.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })
}

/** The fields of the query and of the body, which comes first, as for PHP. */
export function sentFields({ query, body }: Pick<FastifyRequest, 'query' | 'body'>): Fields {
  return { ...(query as Fields), ...fieldsOf(body) }
}

/**
 * Finds the owner of the key that a request carries: in its Authorization header with "Bearer" or
 * bare, in X-Api-Key, or in one of these fields. Throws Unauthorized without a key, and WrongKey.
 */
function findSentKey(
  ctx: Pick<Context, 'config' | 'db' | 'now'>,
  { headers }: Pick<FastifyRequest, 'headers'>,
  fields: Fields,
  names: readonly string[],
): Promise<ApiKey> {
  // "Basic …" is meant for a proxy on the way.
  const [, authorization] = /^(?:Bearer +)?(\S+)\s*$/i.exec(headers.authorization ?? '') ?? []
  const sent = [authorization, headers['x-api-key'], ...names.map(name => fields[name])]
  const key = sent.flat().find(value => typeof value === 'string' && value.trim() !== '')
  if (typeof key !== 'string') throw new Unauthorized(howToSend(names))
  return findKey(ctx, key.trim())
}

function howToSend(names: readonly string[]): string {
  const fields = names.map(name => `, or as ${name}`).join('')
  return `Send your API key as "Authorization: Bearer <key>" or "X-Api-Key: <key>"${fields}.`
}
