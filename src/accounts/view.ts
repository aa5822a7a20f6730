import { eq, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { accounts, followerCounts } from '../db/schema.js'
import { AccountNotFound } from '../errors.js'
import type { AccountRow } from './find.js'
import type { Network } from './handle.js'

/** An account as the API shows it: times in ISO 8601. */
export interface Account {
  handle: string
  network: Network
  name: string | null
  public: boolean
  /** Of the newest snapshot; null before the first. */
  followers: number | null
  followersCountedAt: string | null
  createdAt: string
}

/** Accounts with their newest snapshots, for the caller to filter, order and limit. */
export function selectAccounts(db: Queryable) {
  const newest = sql`(select max(counted_at) from ${followerCounts} newest where newest.account_id = ${accounts.id})`
  return db
    .select({ account: accounts, count: followerCounts })
    .from(accounts)
    .leftJoin(
      followerCounts,
      sql`${followerCounts.accountId} = ${accounts.id} and ${followerCounts.countedAt} = ${newest}`,
    )
    .$dynamic()
}

/** An account with its newest snapshot. */
export interface CountedAccount {
  account: AccountRow
  count: { followers: number; countedAt: Date } | null
}

export function showAccount(row: CountedAccount): Account {
  const { handle, network, name, public: isPublic, createdAt } = row.account
  return {
    handle,
    network,
    name,
    public: isPublic,
    followers: row.count?.followers ?? null,
    followersCountedAt: row.count?.countedAt.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  }
}

/** The account in a row. Throws AccountNotFound if it was deleted in the meantime. */
export async function viewAccount(db: Queryable, { id, handle }: AccountRow): Promise<Account> {
  const [row] = await selectAccounts(db).where(eq(accounts.id, id))
  if (row === undefined) throw new AccountNotFound({ handle })
  return showAccount(row)
}
