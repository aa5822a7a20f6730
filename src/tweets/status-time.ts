/** There were no tweets before this. */
export const firstTweetsAt = new Date('2006-01-01T00:00:00Z')

/** Before this id (November 2010), X numbered its statuses one after the other, without a time. */
const firstSnowflake = 29_700_859_247n
/** Epoch of X's status ids, in milliseconds since 1970. */
export const xEpochMs = 1_288_834_974_657n

/** Digits of a TID. */
export const base32 = '234567abcdefghijklmnopqrstuvwxyz'

/**
 * Mastodon's ids have contained their time since 2016; smaller ones were numbered one after the
 * other.
 */
const mastodonSinceMs = Date.UTC(2016, 0, 1)
const year2100Ms = Date.UTC(2100, 0, 1)

/**
 * When X made this status id: milliseconds since X's epoch above the lowest 22 bits. Null for ids
 * older than that.
 */
export function xTime(id: bigint): Date | null {
  return id < firstSnowflake ? null : new Date(Number((id >> 22n) + xEpochMs))
}

/**
 * When a record key of the AT Protocol was made: a TID is 13 digits in base 32, whose value is
 * microseconds since 1970 above the lowest 10 bits. Null for keys of another form.
 */
export function tidTime(key: string): Date | null {
  if (!/^[2-7a-j][2-7a-z]{12}$/.test(key)) return null
  const value = [...key].reduce((sum, digit) => sum * 32n + BigInt(base32.indexOf(digit)), 0n)
  return new Date(Number((value >> 10n) / 1000n))
}

/**
 * When Mastodon made this status id: milliseconds since 1970 above the lowest 16 bits. Null if that
 * is not a plausible time.
 */
export function mastodonTime(id: bigint): Date | null {
  const ms = Number(id >> 16n)
  return ms < mastodonSinceMs || ms > year2100Ms ? null : new Date(ms)
}
