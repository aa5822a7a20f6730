import type { FastifyRequest } from 'fastify'
import { type ApiKey, findKey } from '../auth/authenticate.js'
import type { Context } from '../context.js'
import { Unauthorized } from '../errors.js'
import type { Fields } from './fields.js'

/**
 * Finds the owner of the key that a request carries: in its Authorization header with "Bearer" or
 * bare, in X-Api-Key, or in one of these fields. Throws Unauthorized without a key, and WrongKey.
 */
export function findSentKey(
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
