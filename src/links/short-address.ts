import { typedAddress } from '../typed/address.js'
import { decode } from '../typed/decode.js'
import { parseUrl } from '../typed/parse-url.js'
import { pastedAddress } from '../typed/pasted.js'
import { plainPath } from './plain-path.js'
import { slugPattern } from './slug.js'

/** Hosts that cannot be mistaken for other text: with a port, or of this machine. */
const host = /^(?:localhost|[\w.-]+:\d+|\[[\da-f:.]+\](?::\d+)?)\//i

/**
 * The slug in a pasted short address, with or without scheme and host, and read the way a request
 * would be: `host/slug/`, `/slug+`, `slug.`. `at` is the whole address if it names a host. Null for
 * any other text.
 */
export function readShortAddress(text: string): { slug: string; at: URL | null } | null {
  const given = pastedAddress(text)
  const address = host.test(given) ? `http://${given}` : typedAddress(given)
  const isWhole = /^https?:/i.test(address)
  const at = isWhole ? parseUrl(address) : null
  if (isWhole && at === null) return null
  // Several words are a search, not a name followed by text.
  if (!isWhole && /[\s&;"<>]/.test(pastedAddress(decode(given)))) return null
  // If there is only a path, the host is made up.
  const { pathname } = at ?? new URL(`/${given.replace(/^[/\\]+/, '')}`, 'http://localhost')
  const slug = plainPath(pathname).replace(/^\/+|[+/]+$/g, '')
  return slugPattern.test(slug) ? { slug, at } : null
}
