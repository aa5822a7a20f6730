import { and, eq, isNull, lt } from 'drizzle-orm'
import { nanoid } from 'nanoid'
import type { Context } from '../context.js'
import { apiKeys, endedSessions } from '../db/schema.js'
import type { ApiKey } from './authenticate.js'
import { hashKey } from './keys.js'

/** How long a login lasts. */
export const sessionSeconds = 30 * 86_400

/**
 * What a browser keeps of a login: the key's id, or a part of the preset key's hash, when it ends,
 * and an id of its own. It holds no secret; the code that stores it signs it.
 */
export function writeSession(ctx: Pick<Context, 'config' | 'now'>, { id }: ApiKey): string {
  const endsAt = Math.floor(ctx.now().getTime() / 1000) + sessionSeconds
  return `${id ?? presetMark(ctx.config.adminKey ?? '')}.${endsAt}.${nanoid()}`
}

/**
 * Whose session it is; null for one that ended, also by `endSession`, or because its key was
 * revoked or changed.
 */
export async function readSession(
  ctx: Pick<Context, 'config' | 'db' | 'now'>,
  session: string,
): Promise<ApiKey | null> {
  const parts = partsOf(session)
  if (parts === null || parts.endsAt <= ctx.now()) return null
  const { adminKey } = ctx.config
  if (parts.who.startsWith('p') && (adminKey === null || parts.who !== presetMark(adminKey))) return null
  const [[ended], key] = await Promise.all([
    ctx.db.select().from(endedSessions).where(eq(endedSessions.id, parts.id)),
    parts.who.startsWith('p') ? presetKey : findKey(ctx.db, Number(parts.who)),
  ])
  return ended === undefined ? key : null
}

/** Ends a session on every node, wherever else its text is kept. */
export async function endSession(ctx: Pick<Context, 'db' | 'now'>, session: string): Promise<void> {
  const parts = partsOf(session)
  if (parts === null) return
  const { id, endsAt } = parts
  await ctx.db.insert(endedSessions).values({ id, endsAt }).onConflictDoNothing()
  await ctx.db.delete(endedSessions).where(lt(endedSessions.endsAt, ctx.now()))
}

const presetKey: ApiKey = { id: null, name: 'ADMIN_KEY', role: 'admin' }

function partsOf(session: string): { who: string; endsAt: Date; id: string } | null {
  const [, who, endsAt, id] = /^(p[0-9a-f]{16}|\d{1,9})\.(\d{1,11})\.([\w-]{21})$/.exec(session) ?? []
  if (who === undefined || endsAt === undefined || id === undefined) return null
  return { who, endsAt: new Date(Number(endsAt) * 1000), id }
}

async function findKey(db: Context['db'], id: number): Promise<ApiKey | null> {
  const [row] = await db
    .select({ id: apiKeys.id, name: apiKeys.name, role: apiKeys.role })
    .from(apiKeys)
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
  return row ?? null
}

function presetMark(key: string): string {
  return `p${hashKey(key).toString('hex').slice(0, 16)}`
}
