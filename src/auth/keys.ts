import { createHash } from 'node:crypto'
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { nanoid } from 'nanoid'
import type { Database } from '../db/connect.js'
import { apiKeys } from '../db/schema.js'
import { trim } from '../typed/trim.js'

export type Role = 'admin' | 'member'

/** A stored key without its secret. */
export interface KeyInfo {
  id: number
  name: string
  role: Role
  /** The key's first characters. */
  prefix: string
  createdAt: Date
  lastUsedAt: Date | null
  revokedAt: Date | null
}

/** What is stored for a key. */
export function hashKey(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}

/** Makes a key. `key` is shown only this once; only its hash is stored. */
export async function createKey(
  db: Database,
  { name, role }: { name: string; role: Role },
): Promise<KeyInfo & { key: string }> {
  // 27 characters of an alphabet of 64 carry 162 random bits.
  const key = `fh_${nanoid(27)}`
  const [row] = await db
    .insert(apiKeys)
    .values({ name: trim(name), role, hash: hashKey(key), prefix: key.slice(0, 7) })
    .returning(columns)
  if (row === undefined) throw new Error('The insert of a key returned no row.')
  return { ...row, key }
}

/** All keys including revoked ones, oldest first. */
export function listKeys(db: Database): Promise<KeyInfo[]> {
  return db.select(columns).from(apiKeys).orderBy(asc(apiKeys.id))
}

/** Revokes a key from the next request on. False if no valid key has this id. */
export async function revokeKey(db: Database, id: number): Promise<boolean> {
  const rows = await db
    .update(apiKeys)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id })
  return rows.length > 0
}

const columns = {
  id: apiKeys.id,
  name: apiKeys.name,
  role: apiKeys.role,
  prefix: apiKeys.prefix,
  createdAt: apiKeys.createdAt,
  lastUsedAt: apiKeys.lastUsedAt,
  revokedAt: apiKeys.revokedAt,
}
