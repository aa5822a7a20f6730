import type { FastifyRequest } from 'fastify'
import type { Access } from '../auth/access.js'
import { Unauthorized } from '../errors.js'

/** What a request may work with: everything that its key sees. */
export function asked<Known extends object>(
  ctx: Known,
  { apiKey }: Pick<FastifyRequest, 'apiKey'>,
): Known & { access: Access } {
  if (apiKey === null) throw new Unauthorized()
  return { ...ctx, access: apiKey }
}
