import { type Handle, type Network, parseHandle } from '../accounts/handle.js'
import { readNetworkPage } from '../accounts/network-page.js'
import { pastedAddress } from '../typed/pasted.js'
import { mastodonTime, tidTime, xTime } from './status-time.js'

/** A published tweet, as its address names it. */
export interface TweetAddress {
  network: Network
  /** Unique in its network: X's status id, Bluesky's record key, Mastodon's "server/id". */
  statusId: string
  /** Normalized, however it was given. */
  url: string
  /** Null if the address does not say who wrote it. */
  handle: Handle | null
  /** Null if the id does not contain its time. */
  at: Date | null
}

/** The message for an address that parseTweetAddress does not recognize. */
export const unknownTweet =
  'must be the address of a tweet on X, Bluesky or Mastodon, such as https://x.com/me/status/20, or an X status id; ' +
  'for any other tweet, give only its time'

/** The author (if given) and the id in the path of a tweet, or of anything below it. */
const paths: Record<Network, RegExp[]> = {
  x: [
    /^\/(?:i\/web|@?(?<author>\w{1,15}))\/status(?:es)?\/(?<id>\d+)(?:\/|$)/i,
    /^\/statuses\/(?<id>\d+)(?:\/|$)/i,
  ],
  bluesky: [/^\/profile\/@?(?<author>[^/\s]{1,253})\/post\/(?<id>[\w.~-]{1,64})(?:\/|$)/i],
  mastodon: [
    /^(?:\/web|\/deck)?\/(?:@|users\/)(?<author>[^/\s]{1,320})\/(?:statuses\/)?(?<id>\d{1,19})(?:\/|$)/i,
    // Gives only a number for the author, or nothing.
    /^(?:\/web|\/deck|\/ap\/users\/\d+)?\/statuses\/(?<id>\d{1,19})(?:\/|$)/i,
  ],
}
const inAtProtocol = /^at:\/\/([\w.:-]{1,253})\/app\.bsky\.feed\.post\/([\w.~-]{1,64})$/

/**
 * Reads the address of a tweet on X, Bluesky (bsky.app) or a Mastodon server, even without its
 * scheme or with punctuation around it, or a bare X status id. Null for anything else.
 */
export function parseTweetAddress(text: string): TweetAddress | null {
  const given = pastedAddress(text)
  if (/^\d+$/.test(given)) return tweetOnX(null, given)
  const [, did, recordKey] = inAtProtocol.exec(given) ?? []
  if (did !== undefined && recordKey !== undefined) return tweetOnBluesky(did, recordKey)
  const page = readNetworkPage(given)
  if (page === null) return null
  const found = paths[page.network].map(pattern => pattern.exec(page.path)).find(match => match !== null)
  const { author = null, id } = found?.groups ?? {}
  if (id === undefined) return null
  if (page.network === 'x') return tweetOnX(author, id)
  if (page.network === 'mastodon') return tweetOnMastodon(page.server, author, id)
  return author === null ? null : tweetOnBluesky(author, id)
}

/** A tweet by its status id on X, in digits, and its author if known. Null for no valid id. */
export function tweetOnX(user: string | null, digits: string): TweetAddress | null {
  const id = digits.replace(/^0+/, '')
  if (id === '' || id.length > 19 || BigInt(id) >= 2n ** 63n) return null
  // x.com/i/status/… leads to the tweet without naming its author.
  const named = user?.toLowerCase() === 'i' ? null : user
  return {
    network: 'x',
    statusId: id,
    url: `https://x.com/${named ?? 'i'}/status/${id}`,
    handle: named === null ? null : parseHandle(named),
    at: xTime(BigInt(id)),
  }
}

function tweetOnBluesky(actor: string, key: string): TweetAddress | null {
  const handle = parseHandle(actor)
  // The author is a handle or, without naming one, a DID.
  if (handle?.network !== 'bluesky' && !actor.startsWith('did:')) return null
  // Bluesky's own addresses encode international names.
  const name = handle === null || /^[\x21-\x7e]+$/.test(actor) ? actor : handle.key.slice(1)
  const url = `https://bsky.app/profile/${name}/post/${key}`
  return { network: 'bluesky', statusId: key, url, handle, at: tidTime(key) }
}

function tweetOnMastodon(server: string, user: string | null, id: string): TweetAddress | null {
  // Without a user, this only checks the server's form.
  const author = parseHandle(user?.includes('@') ? user : `${user ?? 'anybody'}@${server}`)
  if (author?.network !== 'mastodon') return null
  const path = user === null ? 'statuses' : `@${user}`
  return {
    network: 'mastodon',
    statusId: `${server}/${id}`,
    url: new URL(`https://${server}/${path}/${id}`).href,
    handle: user === null ? null : author,
    at: mastodonTime(BigInt(id)),
  }
}
