import { countSigns, countWithShortLinks, weigh } from './weigh.js'

interface Network {
  name: string
  limit: number
  count: (text: string) => number
}

const x: Network = { name: 'X', limit: 280, count: weigh }
// Bluesky counts an address as it shows it: ours are seldom longer than 23.
const bluesky: Network = { name: 'Bluesky', limit: 300, count: countSigns }
const mastodon: Network = { name: 'Mastodon', limit: 500, count: countWithShortLinks }

/** The network of a handle as typed, by its form; X without one. */
export function networkOf(handle: string): Network {
  const [user = '', server] = handle.trim().replace(/^@/, '').split('@')
  if (server !== undefined) return mastodon
  return user.includes('.') ? bluesky : x
}
