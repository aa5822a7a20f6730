import { type Handle, parseHandle } from '../accounts/handle.js'
import { base32, xEpochMs } from '../tweets/status-time.js'

/**
 * The address that a tweet of this time would have on its account's network. `n` distinguishes
 * tweets of the same millisecond.
 */
export function tweetAddress(handle: string, at: Date, n: number): string {
  const account = parseHandle(handle)
  if (account === null) throw new Error(`${handle} is not a handle.`)
  return addresses[account.network](account, BigInt(at.getTime()), BigInt(n))
}

const addresses: Record<Handle['network'], (account: Handle, ms: bigint, n: bigint) => string> = {
  x: ({ handle }, ms, n) =>
    `https://x.com/${handle.slice(1)}/status/${((ms - BigInt(xEpochMs)) << 22n) + (n % 2n ** 22n)}`,
  bluesky: ({ handle }, ms, n) =>
    `https://bsky.app/profile/${handle.slice(1)}/post/${tid(((ms * 1000n) << 10n) + (n % 2n ** 10n))}`,
  mastodon: ({ handle }, ms, n) => {
    const [, user, server] = handle.split('@')
    return `https://${server}/@${user}/${(ms << 16n) + (n % 2n ** 16n)}`
  },
}

/** A record key of the AT Protocol: 13 digits in base 32. */
function tid(value: bigint): string {
  return Array.from(
    { length: 13 },
    (_, digit) => base32[Number((value >> BigInt(5 * (12 - digit))) & 31n)],
  ).join('')
}
