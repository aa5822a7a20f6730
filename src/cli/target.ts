import { typedHandle } from '../accounts/handle-address.js'
import { typedAddress } from '../typed/address.js'
import { UsageError } from './errors.js'

/** A slug, or the short link itself as it was copied from somewhere. Throws UsageError for what can be neither. */
export function readSlug(argument: string, command: string): string {
  const address = typedAddress(argument)
  const slug = /^https?:\/\//i.test(address) ? pathOf(address) : address
  if (/^[A-Za-z0-9_-]{3,64}$/.test(slug)) return slug
  throw new UsageError(`"${argument}" is not a slug: 3 to 64 letters, digits, "_" and "-".`, command)
}

/** Handles have an @ or, on Bluesky, a dot, which no slug has; and addresses of profiles are no short links. */
export function isHandle(argument: string): boolean {
  const handle = typedHandle(argument)
  return !handle.includes('/') && /[@.]/.test(handle)
}

/** Where the API has the account. */
export function accountPath(handle: string): string {
  return `/accounts/${encodeURIComponent(handle)}`
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname.slice(1).replace(/[+/]+$/, '') : ''
}
