import { and, eq, isNull } from 'drizzle-orm'
import type { Context } from '../context.js'
import { apiKeys } from '../db/schema.js'
import type { ApiKey } from './authenticate.js'
import { hashKey } from './keys.js'

/** How long a login lasts. */
export const sessionSeconds = 30 * 86_400

/**
 * What a browser keeps of a login: the key's id, or a part of the preset key's hash, and when it ends. It holds no
 * secret; whoever stores it signs it.
 */
export function writeSession(ctx: Pick<Context, 'config' | 'now'>, { id }: ApiKey): string {
  const endsAt = Math.floor(ctx.now().getTime() / 1000) + sessionSeconds
  return `${id ?? presetMark(ctx.config.adminKey ?? '')}.${endsAt}`
}

/** Whose session it is; null for one that ended, also because its key was revoked or the preset key changed. */
export async function readSession(
  ctx: Pick<Context, 'config' | 'db' | 'now'>,
  session: string,
): Promise<ApiKey | null> {
  const [, who = '', endsAt = '0'] = /^(p[0-9a-f]{16}|\d{1,9})\.(\d{1,12})$/.exec(session) ?? []
  if (Number(endsAt) * 1000 <= ctx.now().getTime()) return null
  if (who.startsWith('p')) {
    const { adminKey } = ctx.config
    return adminKey !== null && who === presetMark(adminKey)
      ? { id: null, name: 'ADMIN_KEY', role: 'admin' }
      : null
  }
  const [row] = await ctx.db
    .select({ id: apiKeys.id, name: apiKeys.name, role: apiKeys.role })
    .from(apiKeys)
    .where(and(eq(apiKeys.id, Number(who)), isNull(apiKeys.revokedAt)))
  return row ?? null
}

function presetMark(key: string): string {
  return `p${hashKey(key).toString('hex').slice(0, 16)}`
}
