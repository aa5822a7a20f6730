import { type Handle, type Network, parseHandle } from '../accounts/handle.js'
import { readNetworkPage } from '../accounts/network-page.js'
import { trim } from '../typed/trim.js'
import { mastodonTime, tidTime, xTime } from './status-time.js'

/** A published posting, as its address names it. */
export interface Posting {
  network: Network
  /** Unique in its network: X's status id, Bluesky's record key, Mastodon's "server/id". */
  statusId: string
  /** In one form, however it was given. */
  url: string
  /** Null where the address does not say who wrote it. */
  handle: Handle | null
  /** Null where the id does not carry its time. */
  at: Date | null
}

/** Where the path of a posting, or of anything below it, names its author and its id. */
const paths: Record<Network, RegExp> = {
  x: /^(?:\/(i\/web|@?\w{1,15})\/status(?:es)?|\/statuses)\/(\d+)(?:\/|$)/,
  bluesky: /^\/profile\/([\w.:-]{1,253})\/post\/([\w.~-]{1,64})(?:\/|$)/,
  mastodon: /^(?:\/web|\/deck)?\/(?:@|users\/)([^/\s]{1,320})\/(?:statuses\/)?(\d{1,19})(?:\/|$)/,
}
const inAtProtocol = /^at:\/\/([\w.:-]{1,253})\/app\.bsky\.feed\.post\/([\w.~-]{1,64})$/

/**
 * Reads the address of a posting on X, Bluesky (bsky.app) or a Mastodon server, also without its scheme, or a bare X
 * status id. Null for anything else.
 */
export function parsePosting(text: string): Posting | null {
  const given = trim(text)
  if (/^\d+$/.test(given)) return xPosting(null, given)
  const [, did, recordKey] = inAtProtocol.exec(given) ?? []
  if (did !== undefined && recordKey !== undefined) return blueskyPosting(did, recordKey)
  const page = readNetworkPage(given)
  if (page === null) return null
  const [, author = null, id] = paths[page.network].exec(page.path) ?? []
  if (id === undefined) return null
  if (page.network === 'x') return xPosting(author?.replace('@', '') ?? null, id)
  if (author === null) return null
  return page.network === 'bluesky' ? blueskyPosting(author, id) : mastodonPosting(page.server, author, id)
}

function xPosting(user: string | null, digits: string): Posting | null {
  const id = digits.replace(/^0+/, '')
  if (id === '' || id.length > 19 || BigInt(id) >= 2n ** 63n) return null
  // x.com/i/status/… and x.com/i/web/status/… lead to the posting without naming its author.
  const named = user === null || user === 'i' || user === 'i/web' ? null : user
  return {
    network: 'x',
    statusId: id,
    url: `https://x.com/${named ?? 'i'}/status/${id}`,
    handle: named === null ? null : parseHandle(named),
    at: xTime(BigInt(id)),
  }
}

function blueskyPosting(actor: string, key: string): Posting | null {
  const handle = parseHandle(actor)
  // The author is a handle or, without naming one, a DID.
  if (handle?.network !== 'bluesky' && !actor.startsWith('did:')) return null
  const url = `https://bsky.app/profile/${actor}/post/${key}`
  return { network: 'bluesky', statusId: key, url, handle, at: tidTime(key) }
}

function mastodonPosting(server: string, user: string, id: string): Posting | null {
  const handle = parseHandle(user.includes('@') ? user : `${user}@${server}`)
  if (handle?.network !== 'mastodon') return null
  return {
    network: 'mastodon',
    statusId: `${server}/${id}`,
    url: new URL(`https://${server}/@${user}/${id}`).href,
    handle,
    at: mastodonTime(BigInt(id)),
  }
}
