import { parseHandle } from '../accounts/handle.js'
import { UsageError } from './errors.js'

/** A slug, or the short link itself as it was copied from somewhere. Throws UsageError for what can be neither. */
export function readSlug(argument: string, command: string): string {
  const slug = /^https?:\/\//i.test(argument) ? pathOf(argument) : argument
  if (/^[A-Za-z0-9_-]{3,64}$/.test(slug)) return slug
  throw new UsageError(`"${argument}" is not a slug: 3 to 64 letters, digits, "_" and "-".`, command)
}

/** Handles have an @ or, on Bluesky, a dot, which no slug has. */
export function isHandle(argument: string): boolean {
  return !argument.includes('/') && /[@.]/.test(argument)
}

/** A handle with its @. Throws UsageError for what can be none. */
export function readHandle(argument: string, command: string): string {
  const handle = parseHandle(argument)?.handle
  if (handle !== undefined) return handle
  throw new UsageError(`"${argument}" is not a handle: @name, @name.tld or @name@server.`, command)
}

/** Where the API has the account. */
export function accountPath(handle: string): string {
  return `/accounts/${encodeURIComponent(handle)}`
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname.slice(1) : ''
}
