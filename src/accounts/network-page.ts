import { typedAddress } from '../typed/address.js'
import { decode } from '../typed/decode.js'
import type { Network } from './handle.js'

/** A page of a network, as its address names it. */
export interface NetworkPage {
  network: Network
  /** In ASCII. */
  server: string
  /** Decoded, and without a slash at its end. */
  path: string
}

/** With the mirrors that show X's and Bluesky's pages under the same paths; every other server may be one of Mastodon. */
const hosts: [Network, RegExp][] = [
  ['x', /^(?:(?:www|mobile|m)\.)?(?:x|twitter|fxtwitter|vxtwitter|fixupx|fixvx|xcancel)\.com$/],
  ['x', /^nitter\./],
  ['bluesky', /^(?:www\.)?(?:bsky|fxbsky|bskx)\.app$/],
]

/** Reads the http(s) address of a page, also without its scheme. Null for anything else. */
export function readNetworkPage(text: string): NetworkPage | null {
  const address = typedAddress(text)
  if (!/^https?:/i.test(address) || !URL.canParse(address)) return null
  const { hostname, port, pathname, hash } = new URL(address)
  if (port !== '') return null
  const server = hostname.replace(/\.$/, '')
  const network = hosts.find(([, pattern]) => pattern.test(server))?.[0] ?? 'mastodon'
  // X's addresses of 2010 have their path after #!.
  const path = decode(network === 'x' && hash.startsWith('#!') ? hash.slice(2) : pathname)
  return { network, server, path: path.replace(/\/{2,}/g, '/').replace(/\/$/, '') }
}
