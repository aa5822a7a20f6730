import { parseHandle } from '../accounts/handle.js'

/** Where an account writes its posts. */
export interface Composer {
  /** What people call the place: X, Bluesky, or the Mastodon server. */
  on: string
  /** The verb is Twitter's own. */
  verb: 'Tweet' | 'Post'
  /** Opens its window for a new post, with the text and the link filled in. */
  url: string
}

/** On the account's own network; on X if no account is known. */
export function composer(handle: string | null, text: string | null, link: string): Composer {
  const { network, key } = (handle === null ? null : parseHandle(handle)) ?? { network: 'x', key: '' }
  const post = encodeURIComponent(text === null ? link : `${text} ${link}`)
  if (network === 'bluesky') {
    return { on: 'Bluesky', verb: 'Post', url: `https://bsky.app/intent/compose?text=${post}` }
  }
  if (network === 'mastodon') {
    const server = key.slice(key.lastIndexOf('@') + 1)
    return { on: server, verb: 'Post', url: `https://${server}/share?text=${post}` }
  }
  const words = text === null ? '' : `text=${encodeURIComponent(text)}&`
  return {
    on: 'X',
    verb: 'Tweet',
    url: `https://x.com/intent/post?${words}url=${encodeURIComponent(link)}`,
  }
}
