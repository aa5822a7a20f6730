import { domainToASCII } from 'node:url'
import { typedAddress } from '../typed/address.js'
import { decode } from '../typed/decode.js'
import { parseUrl } from '../typed/parse-url.js'
import { pastedAddress, withoutPunctuation } from '../typed/pasted.js'
import type { Network } from './handle.js'

/** A page on a network, as its address describes it. */
export interface NetworkPage {
  network: Network
  /** In ASCII. */
  server: string
  /** Decoded, and without a slash at its end. */
  path: string
}

/**
 * Includes the mirrors that show X's and Bluesky's pages under the same paths; any other server may
 * be a Mastodon server.
 */
const hosts: [Network, RegExp][] = [
  ['x', /^(?:(?:www|mobile|m)\.)?(?:x|twitter)\.com$/],
  ['x', /^(?:(?:www|[a-z])\.)?(?:fxtwitter|vxtwitter|fixupx|fixvx|twittpr|xcancel)\.com$/],
  ['x', /^nitter\./],
  ['bluesky', /^(?:www\.|main\.)?(?:bsky|fxbsky|vxbsky|bskx|bskyx)\.app$/],
  ['bluesky', /^deer\.social$/],
]
/** Web clients for any Mastodon server, which they name first in the path or in the fragment. */
const viewers = /^(?:(?:www|main|dev)\.)?(?:elk\.zone|phanpy\.social)$/

/** Whether this host is a web client and no server itself. */
export function isViewer(host: string): boolean {
  return viewers.test(host)
}

/** No address of a network's page has more characters. */
const longestAddress = 2_000

/**
 * Reads the http(s) address of a page, even without its scheme or with punctuation around it. Null
 * for anything else.
 */
export function readNetworkPage(text: string): NetworkPage | null {
  if (text.length > longestAddress) return null
  const address = typedAddress(pastedAddress(text))
  const url = /^https?:/i.test(address) ? parseUrl(address) : null
  if (url === null || url.port !== '') return null
  const { hostname, pathname, hash } = url
  const server = hostname.replace(/\.$/, '')
  if (isViewer(server)) return viewedPage(hash.startsWith('#/') ? hash.slice(1) : pathname)
  const network = hosts.find(([, pattern]) => pattern.test(server))?.[0] ?? 'mastodon'
  // X's addresses from 2010 have their path after #!.
  const path = network === 'x' && hash.startsWith('#!') ? hash.slice(2) : pathname
  return { network, server, path: plainPath(path) }
}

function viewedPage(path: string): NetworkPage | null {
  const [, server = '', page = ''] = /^\/([^/]+\.[^/]+)(\/.*)$/.exec(plainPath(path)) ?? []
  const inAscii = domainToASCII(server)
  // Phanpy identifies a post by its id alone.
  if (inAscii === '') return null
  return { network: 'mastodon', server: inAscii, path: page.replace(/^\/s\//, '/statuses/') }
}

function plainPath(path: string): string {
  return withoutPunctuation(decode(path))
    .replace(/\/{2,}/g, '/')
    .replace(/\/$/, '')
}
