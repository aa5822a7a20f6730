import { type Handle, type Network, parseHandle } from '../accounts/handle.js'
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

/**
 * Reads the address of a posting on X, Bluesky (bsky.app) or a Mastodon server, or a bare X status id. Null for
 * anything else.
 */
export function parsePosting(text: string): Posting | null {
  const given = text.trim()
  if (/^\d+$/.test(given)) return xPosting(null, given)
  if (!/^https?:\/\//i.test(given) || !URL.canParse(given)) return null
  const { hostname, port, pathname } = new URL(given)
  if (port !== '') return null
  if (/^((www|mobile|m)\.)?(x|twitter)\.com$/.test(hostname)) {
    const [, user, id] = /^\/(\w{1,15}|i\/web)\/status(?:es)?\/(\d+)(?:\/|$)/.exec(pathname) ?? []
    return id === undefined || user === undefined ? null : xPosting(user, id)
  }
  if (hostname === 'bsky.app') {
    const [, actor, key] = /^\/profile\/([\w.:-]{1,253})\/post\/([\w.~-]{1,64})\/?$/.exec(pathname) ?? []
    return actor === undefined || key === undefined ? null : blueskyPosting(actor, key)
  }
  const [, user, id] = /^\/(?:users\/|@)([\w.@-]{1,320})\/(?:statuses\/)?(\d{1,19})\/?$/.exec(pathname) ?? []
  return user === undefined || id === undefined ? null : mastodonPosting(hostname, user, id)
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
    url: `https://${server}/@${user}/${id}`,
    handle,
    at: mastodonTime(BigInt(id)),
  }
}
