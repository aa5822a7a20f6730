import { trim } from '../typed/trim.js'
import type { Network } from './handle.js'
import { readNetworkPage } from './network-page.js'

/** The author's name in the path of a profile, or of a page below it. */
const profiles: Record<Network, RegExp> = {
  x: /^\/@?(\w{1,15})(?:\/|$)/i,
  bluesky: /^\/profile\/@?([^/:]+)(?:\/|$)/i,
  mastodon: /^(?:\/web|\/deck)?\/(?:@|users\/)([^/]+)(?:\/|$)/i,
}
/** Pages of X that are not profiles. */
const pagesOfX =
  /^(?:i|home|explore|search|hashtag|settings|messages|notifications|compose|intent|share|login|status|statuses)$/i

/**
 * The handle that a person means in a handle field: for the address of a profile on X, Bluesky or a
 * Mastodon server, its owner's handle. Any other text is returned unchanged, for parseHandle to
 * read.
 */
export function typedHandle(text: string): string {
  const page = readNetworkPage(text)
  const name = page && profiles[page.network].exec(page.path)?.[1]
  if (page === null || !name || (page.network === 'x' && pagesOfX.test(name))) return trim(text)
  return page.network === 'mastodon' && !name.includes('@') ? `@${name}@${page.server}` : `@${name}`
}
