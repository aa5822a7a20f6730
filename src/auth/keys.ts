import { createHash } from 'node:crypto'
import { and, asc, eq, gt, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import { nanoid } from 'nanoid'
import type { Database, Queryable } from '../db/connect.js'
import { accounts, apiKeys, keyAccounts } from '../db/schema.js'
import { transact } from '../db/transact.js'
import { KeyNotFound } from '../errors.js'
import { trim } from '../typed/trim.js'
import type { Role } from './roles.js'

/** A stored key without its secret. */
export interface KeyInfo {
  id: number
  name: string
  role: Role
  /** The key's first characters. */
  prefix: string
  /** The handles it is limited to, in their order; null if it is not. */
  accounts: string[] | null
  createdAt: Date
  expiresAt: Date | null
  lastUsedAt: Date | null
  revokedAt: Date | null
}

/** What a key is to be. */
export interface KeyWish {
  name: string
  role: Role
  /** The ids of the accounts it is limited to; null for no limit. An author always is limited. */
  accountIds?: number[] | null | undefined
  expiresAt?: Date | null | undefined
}

/** What is stored for a key. */
export function hashKey(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}

/** Limited in a way that nodes of the version before do not know: they see it as revoked. */
const restricted = or(
  sql`${apiKeys.role} in ('author', 'viewer')`,
  apiKeys.limited,
  isNotNull(apiKeys.expiresAt),
) as SQL
/** Only that there is a time is asked, so it is the database's, which all nodes share. */
export const isRevoked = sql`case when ${restricted} then ${apiKeys.endedAt} else ${apiKeys.revokedAt} end`

/** The condition that a key is valid. */
export function isValid(now: Date): SQL | undefined {
  return and(isNull(isRevoked), or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)))
}

/** What a request needs to know of its key. */
export const keyColumns = {
  id: apiKeys.id,
  name: apiKeys.name,
  role: apiKeys.role,
  limited: apiKeys.limited,
}

/** Makes a key. `key` is shown only this once; only its hash is stored. */
export async function createKey(db: Database, wish: KeyWish): Promise<KeyInfo & { key: string }> {
  // 27 characters of an alphabet of 64 carry 162 random bits.
  const key = `fh_${nanoid(27)}`
  const { name, role, expiresAt = null } = wish
  const accountIds = wish.accountIds ?? (role === 'author' ? [] : null)
  const limited = accountIds !== null
  const hidden = limited || role === 'viewer' || expiresAt !== null
  return await db.transaction(async tx => {
    const [row] = await tx
      .insert(apiKeys)
      .values({
        ...{ name: trim(name), role, limited, expiresAt, hash: hashKey(key), prefix: key.slice(0, 7) },
        revokedAt: hidden ? sql`now()` : null,
      })
      .returning({ id: apiKeys.id })
    if (row === undefined) throw new Error('The insert of a key returned no row.')
    if (accountIds !== null) await limitKey(tx, row.id, accountIds)
    const [made] = await selectKeys(tx).where(eq(apiKeys.id, row.id))
    if (made === undefined) throw new Error('A key vanished while it was made.')
    return { ...made, key }
  })
}

/**
 * Changes a key that is not revoked, from the next request on. An author always is limited.
 * Throws KeyNotFound.
 */
export async function changeKey(
  db: Pick<Database, 'transaction'>,
  id: number,
  { name, accountIds, ...changes }: Partial<KeyWish>,
): Promise<KeyInfo> {
  return transact(db, async tx => {
    const before = await lockKey(tx, id)
    const { role = before.role, expiresAt = before.expiresAt } = changes
    const limited = role === 'author' || (accountIds === undefined ? before.limited : accountIds !== null)
    const hidden = limited || role === 'viewer' || expiresAt !== null
    await tx
      .update(apiKeys)
      .set({
        ...(name !== undefined && { name: trim(name) }),
        ...{ role, limited, expiresAt },
        revokedAt: hidden ? sql`coalesce(${apiKeys.revokedAt}, now())` : null,
      })
      .where(eq(apiKeys.id, id))
    if (accountIds !== undefined) {
      await tx.delete(keyAccounts).where(eq(keyAccounts.keyId, id))
      if (accountIds !== null) await limitKey(tx, id, accountIds)
    }
    return findKeyInfo(tx, id)
  })
}

/** An account that is deleted meanwhile is left out, as if it had been deleted a moment later. */
async function limitKey(tx: Queryable, keyId: number, accountIds: readonly number[]): Promise<void> {
  const there = await tx
    .select({ accountId: accounts.id })
    .from(accounts)
    .where(inArray(accounts.id, [...accountIds]))
    .orderBy(asc(accounts.id))
    .for('key share')
  if (there.length > 0)
    await tx.insert(keyAccounts).values(there.map(({ accountId }) => ({ keyId, accountId })))
}

/** Locks a key that is not revoked. Throws KeyNotFound. */
export async function lockKey(tx: Queryable, id: number) {
  const [row] = await tx
    .select({ role: apiKeys.role, limited: apiKeys.limited, expiresAt: apiKeys.expiresAt })
    .from(apiKeys)
    .where(and(eq(apiKeys.id, id), isNull(isRevoked)))
    .for('update')
  if (row === undefined) throw new KeyNotFound({ id: String(id) })
  return row
}

/** The id in an address; 0, which no key has, for what is no id. */
export function keyId(text: string): number {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0
}

/** All keys including revoked ones, oldest first. */
export async function listKeys(db: Queryable): Promise<KeyInfo[]> {
  return await selectKeys(db).orderBy(asc(apiKeys.id))
}

/** A stored key. Throws KeyNotFound. */
export async function findKeyInfo(db: Queryable, id: number): Promise<KeyInfo> {
  const [found] = await selectKeys(db).where(eq(apiKeys.id, id))
  if (found === undefined) throw new KeyNotFound({ id: String(id) })
  return found
}

/** Revokes a key from the next request on. False if no key with this id is still to be revoked. */
export async function revokeKey(db: Pick<Database, 'transaction'>, id: number): Promise<boolean> {
  return db.transaction(async tx => {
    const rows = await tx
      .update(apiKeys)
      .set({ revokedAt: sql`coalesce(${apiKeys.revokedAt}, now())`, endedAt: sql`now()` })
      .where(and(eq(apiKeys.id, id), isNull(isRevoked)))
      .returning({ id: apiKeys.id })
    return rows.length > 0
  })
}

/** Keys, for the caller to filter and order. */
function selectKeys(db: Queryable) {
  const handles = sql<string[] | null>`case when ${apiKeys.limited} then (
    select coalesce(json_agg(${accounts.handle} order by ${accounts.handleKey}), '[]') from ${keyAccounts}
    join ${accounts} on ${accounts.id} = ${keyAccounts.accountId} where ${keyAccounts.keyId} = ${apiKeys}.id) end`
  return db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      role: apiKeys.role,
      prefix: apiKeys.prefix,
      accounts: handles,
      createdAt: apiKeys.createdAt,
      expiresAt: apiKeys.expiresAt,
      lastUsedAt: apiKeys.lastUsedAt,
      revokedAt: sql<Date | null>`${isRevoked}`.mapWith(apiKeys.revokedAt),
    })
    .from(apiKeys)
    .$dynamic()
}
