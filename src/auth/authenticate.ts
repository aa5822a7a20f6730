import { timingSafeEqual } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import type { Context } from '../context.js'
import { apiKeys } from '../db/schema.js'
import { Unauthorized, WrongKey } from '../errors.js'
import { hashKey, type Role } from './keys.js'

/** The caller. `id` is null for the preset ADMIN_KEY. */
export interface ApiKey {
  id: number | null
  name: string
  role: Role
}

const lastUsedPrecisionMs = 60_000

/**
 * The key of an Authorization header. It is looked up on every request, so that a revoked key stops
 * working at once. Throws Unauthorized without a key, and WrongKey.
 */
export async function authenticate(
  ctx: Pick<Context, 'config' | 'db' | 'now'>,
  header: string | undefined,
): Promise<ApiKey> {
  const sent = /^Bearer +(.*\S)\s*$/i.exec(header ?? '')?.[1]
  if (sent === undefined) throw new Unauthorized()
  return findKey(ctx, sent)
}

/** Finds the owner of a key. Throws WrongKey. */
export async function findKey(ctx: Pick<Context, 'config' | 'db' | 'now'>, key: string): Promise<ApiKey> {
  if (!/^[\x21-\x7e]{1,256}$/.test(key)) throw new WrongKey()
  const hash = hashKey(key)
  if (ctx.config.adminKey !== null && timingSafeEqual(hash, hashKey(ctx.config.adminKey))) {
    return { id: null, name: 'ADMIN_KEY', role: 'admin' }
  }
  const [row] = await ctx.db
    .select({ id: apiKeys.id, name: apiKeys.name, role: apiKeys.role, lastUsedAt: apiKeys.lastUsedAt })
    .from(apiKeys)
    .where(and(eq(apiKeys.hash, hash), isNull(apiKeys.revokedAt)))
  if (row === undefined) throw new WrongKey()
  const now = ctx.now()
  // Written at most once a minute: a write per request would cost more than the request.
  if (row.lastUsedAt === null || now.getTime() - row.lastUsedAt.getTime() >= lastUsedPrecisionMs) {
    await ctx.db.update(apiKeys).set({ lastUsedAt: now }).where(eq(apiKeys.id, row.id))
  }
  return { id: row.id, name: row.name, role: row.role }
}
