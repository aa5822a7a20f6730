import { and, eq, lt } from 'drizzle-orm'
import { nanoid } from 'nanoid'
import type { Context } from '../context.js'
import { apiKeys, endedSessions } from '../db/schema.js'
import { WrongKey } from '../errors.js'
import { type ApiKey, presetKey } from './authenticate.js'
import { hashKey, isValid, keyColumns } from './keys.js'

/** How long a login lasts. */
export const sessionSeconds = 30 * 86_400

/**
 * What a browser keeps of a login: the key's id (0 for the preset key) and a part of its hash,
 * because a restored database may give the id to another key; the end of the session, and its own
 * id. It holds no secret; the code that stores it signs it. Throws WrongKey if the key has since
 * been revoked.
 */
export async function writeSession(
  ctx: Pick<Context, 'config' | 'db' | 'now'>,
  { id }: Pick<ApiKey, 'id'>,
): Promise<string> {
  const found = await findKey(ctx, id ?? presetId)
  if (found === null) throw new WrongKey()
  const endsAt = Math.floor(ctx.now().getTime() / 1000) + sessionSeconds
  return `${id ?? presetId}-${found.mark}.${endsAt}.${nanoid()}`
}

/**
 * The owner of a session; null if it has expired, was ended by `endSession`, or its key was revoked
 * or changed.
 */
export async function readSession(
  ctx: Pick<Context, 'config' | 'db' | 'now'>,
  session: string,
): Promise<ApiKey | null> {
  const parts = partsOf(session)
  if (parts === null || parts.endsAt <= ctx.now()) return null
  const [[ended], found] = await Promise.all([
    ctx.db.select().from(endedSessions).where(eq(endedSessions.id, parts.id)),
    findKey(ctx, parts.keyId),
  ])
  return ended === undefined && found?.mark === parts.mark ? found.key : null
}

/** Ends a session on every node, even if copies of its text exist. */
export async function endSession(ctx: Pick<Context, 'db' | 'now'>, session: string): Promise<void> {
  const parts = partsOf(session)
  if (parts === null) return
  const { id, endsAt } = parts
  await ctx.db.insert(endedSessions).values({ id, endsAt }).onConflictDoNothing()
  await ctx.db.delete(endedSessions).where(lt(endedSessions.endsAt, ctx.now()))
}

/** Key id in a session; no stored key has it. */
const presetId = 0

function partsOf(session: string): { keyId: number; mark: string; endsAt: Date; id: string } | null {
  const [, keyId, mark, endsAt, id] =
    /^(\d{1,9})-([0-9a-f]{16})\.(\d{1,11})\.([\w-]{21})$/.exec(session) ?? []
  if (keyId === undefined || mark === undefined || endsAt === undefined || id === undefined) return null
  return { keyId: Number(keyId), mark, endsAt: new Date(Number(endsAt) * 1000), id }
}

async function findKey(
  { config, db, now }: Pick<Context, 'config' | 'db' | 'now'>,
  id: number,
): Promise<{ key: ApiKey; mark: string } | null> {
  if (id === presetId) {
    if (config.adminKey === null) return null
    return { key: presetKey, mark: markOf(hashKey(config.adminKey)) }
  }
  const [row] = await db
    .select({ ...keyColumns, hash: apiKeys.hash })
    .from(apiKeys)
    .where(and(eq(apiKeys.id, id), isValid(now())))
  if (row === undefined) return null
  const { hash, ...key } = row
  return { key, mark: markOf(hash) }
}

function markOf(hash: Buffer): string {
  return hash.toString('hex').slice(0, 16)
}
