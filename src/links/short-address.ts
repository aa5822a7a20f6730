import { typedAddress } from '../typed/address.js'
import { decode } from '../typed/decode.js'
import { parseUrl } from '../typed/parse-url.js'
import { pastedAddress } from '../typed/pasted.js'
import { plainPath } from './plain-path.js'
import { slugPattern } from './slug.js'

/** Hosts that no other text looks like: with a port, or of this machine. */
const host = /^(?:localhost|[\w.-]+:\d+|\[[\da-f:.]+\](?::\d+)?)\//i

/**
 * The slug in a short address as it was pasted from somewhere, also without its scheme or its host,
 * and read as a request for it would be: `host/slug/`, `/slug+`, `slug.`. `at` is the whole address
 * where it names a host. Null for any other text.
 */
export function readShortAddress(text: string): { slug: string; at: URL | null } | null {
  const given = pastedAddress(text)
  const address = host.test(given) ? `http://${given}` : typedAddress(given)
  const isWhole = /^https?:/i.test(address)
  const at = isWhole ? parseUrl(address) : null
  if (isWhole && at === null) return null
  // Words that are looked for are no name with text behind it.
  if (!isWhole && /[\s&;"<>]/.test(pastedAddress(decode(given)))) return null
  // Of a path alone, what stands for the host is made up.
  const { pathname } = at ?? new URL(`/${given.replace(/^[/\\]+/, '')}`, 'http://localhost')
  const slug = plainPath(pathname).replace(/^\/+|[+/]+$/g, '')
  return slugPattern.test(slug) ? { slug, at } : null
}
