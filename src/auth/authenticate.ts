import { timingSafeEqual } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import type { Context } from '../context.js'
import { apiKeys } from '../db/schema.js'
import { Unauthorized, WrongKey } from '../errors.js'
import type { Access } from './access.js'
import { keyColumns as columns, hashKey, isRevoked } from './keys.js'

/** The caller. `id` is null for the preset ADMIN_KEY. */
export interface ApiKey extends Access {
  name: string
}

export const presetKey: ApiKey = { id: null, name: 'ADMIN_KEY', role: 'admin', limited: false }

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
    return presetKey
  }
  const [row] = await ctx.db
    .select({ ...columns, lastUsedAt: apiKeys.lastUsedAt, expiresAt: apiKeys.expiresAt })
    .from(apiKeys)
    .where(and(eq(apiKeys.hash, hash), isNull(isRevoked)))
  const now = ctx.now()
  if (row === undefined) throw new WrongKey()
  if (row.expiresAt !== null && row.expiresAt <= now) throw new WrongKey(row.expiresAt)
  // Written at most once a minute: a write per request would cost more than the request.
  if (row.lastUsedAt === null || now.getTime() - row.lastUsedAt.getTime() >= lastUsedPrecisionMs) {
    await ctx.db.update(apiKeys).set({ lastUsedAt: now }).where(eq(apiKeys.id, row.id))
  }
  const { lastUsedAt: _, expiresAt: __, ...found } = row
  return found
}
