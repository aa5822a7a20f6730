import { typedHandle } from '../accounts/handle-address.js'
import { readShortAddress } from '../links/short-address.js'
import { UsageError } from './errors.js'

/**
 * A slug, or the short link itself, as copied from somewhere. Throws UsageError for anything else.
 */
export function readSlug(argument: string, command: string): string {
  const found = readShortAddress(argument)
  if (found !== null) return found.slug
  throw new UsageError(`"${argument}" is not a slug: 3 to 64 letters, digits, "_" and "-".`, command)
}

/**
 * Handles contain an @ or, on Bluesky, a dot, which no slug has. Profile addresses are not short
 * links.
 */
export function isHandle(argument: string): boolean {
  const handle = typedHandle(argument)
  return !handle.includes('/') && /@|[^.]\.[\p{L}\p{N}]/u.test(handle)
}
