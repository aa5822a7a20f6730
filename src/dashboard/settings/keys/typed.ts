import type { KeyInfo } from '../../../auth/keys.js'
import type { Role } from '../../../auth/roles.js'
import { trim } from '../../../typed/trim.js'
import { handlesIn } from '../../typed-handles.js'

/** A form's fields as the body of an API call that makes a key. */
export function typedKey(typed: Record<string, string>) {
  const { name, role, accounts, expiresAt } = read(typed)
  return {
    ...{ name, role },
    ...(accounts !== null && { accounts }),
    ...(expiresAt !== null && { expiresAt }),
  }
}

/**
 * The body of a call that changes a key: only what differs from the form as it was first shown.
 * That keeps an expiry's time of day, and what somebody else changed meanwhile. With a new role the
 * accounts are always sent, because it gives an empty field another meaning.
 */
export function typedKeyChanges(typed: Record<string, string>, before: KeyInfo) {
  const [now, shown] = [read(typed), read(keyValues(before))]
  const isNewRole = now.role !== shown.role
  return {
    ...(now.name !== shown.name && { name: now.name }),
    ...(isNewRole && { role: now.role }),
    ...((isNewRole || String(now.accounts) !== String(shown.accounts)) && { accounts: now.accounts }),
    ...(now.expiresAt !== shown.expiresAt && { expiresAt: now.expiresAt }),
  }
}

/** A key as its form shows it. */
export function keyValues({ name, role, accounts, expiresAt }: KeyInfo): Record<string, string> {
  return {
    ...{ name, role },
    accounts: accounts?.join(', ') ?? '',
    expiresAt: expiresAt?.toISOString().slice(0, 10) ?? '',
  }
}

function read({ name = '', role, accounts = '', expiresAt = '' }: Record<string, string>) {
  const handles = handlesIn(accounts)
  const day = trim(expiresAt)
  return {
    name: trim(name),
    role: role as Role,
    accounts: handles.length > 0 ? handles : null,
    expiresAt: day === '' ? null : endOfDay(day),
  }
}

/** A key is valid on the whole day that it expires on. */
function endOfDay(day: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(day) ? `${day}T23:59:59Z` : day
}
