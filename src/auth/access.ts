import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { keyAccounts, links, tweets } from '../db/schema.js'
import { Forbidden } from '../errors.js'
import type { Role } from './roles.js'

/** Whose eyes the rows are seen with: a key, or the service itself. */
export interface Access {
  /** Of a stored key; null for the preset key and the service itself. */
  id: number | null
  role: Role
  /** Whether it has only the accounts given to it, their links, and the links it made. */
  limited: boolean
}

/** Of the service itself: its commands and its pages for everybody. */
export const everything: Access = { id: null, role: 'admin', limited: false }

/** The condition that an account is one of the key's, by the column with the account's id. */
export function seesAccount({ id, limited }: Access, accountId: SQLWrapper): SQL {
  if (!limited) return sql`true`
  return sql`${accountId} in (select ${keyAccounts.accountId} from ${keyAccounts} where ${keyAccounts.keyId} = ${id})`
}

/**
 * The condition that a link is one of the key's: it made the link, or the link's tweet is of one of
 * its accounts. By default for `links` without its tweet at hand.
 */
export function seesLink(
  access: Access,
  keyId: SQLWrapper = links.keyId,
  accountId: SQLWrapper = sql`(select ${tweets.accountId} from ${tweets} where ${tweets.id} = ${links.tweetId})`,
): SQL {
  return access.limited ? sql`(${keyId} = ${access.id} or ${seesAccount(access, accountId)})` : sql`true`
}

/**
 * What a key may do: write links; write what belongs to an account; write, or read the whole of,
 * what all share; manage the service.
 */
export type Right = 'links' | 'accounts' | 'shared' | 'service'

const writers: Record<Right, readonly Role[]> = {
  links: ['admin', 'member', 'author'],
  accounts: ['admin', 'member'],
  shared: ['admin', 'member'],
  service: ['admin'],
}

/** Whether a key may do such a thing, with those rows that it sees. */
export function may({ role, limited }: Access, right: Right): boolean {
  return writers[right].includes(role) && !(limited && (right === 'shared' || right === 'service'))
}

/** Throws Forbidden for a key that may not. */
export function requireRight(access: Access, right: Right): void {
  if (!may(access, right)) throw new Forbidden({ role: access.role, needs: right })
}
