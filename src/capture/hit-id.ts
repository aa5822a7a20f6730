import { randomUUID } from 'node:crypto'

/**
 * A UUIDv7 (RFC 9562): the time in milliseconds, then 74 random bits. Ids from the same millisecond
 * are in no order.
 */
export function hitId(at: number): string {
  if (at !== lastAt) {
    lastAt = at
    timeText = textOf(at)
  }
  // Version 4 has its random bits in the same places, and Node generates them in batches.
  return timeText + randomUUID().slice(15)
}

/** Under load many hits are of one millisecond. */
let lastAt = Number.NaN
let timeText = ''

function textOf(at: number): string {
  // A clock may be wrong by any amount, and an id has only 48 bits for the time.
  const time = Math.max(0, Math.min(at, 2 ** 48 - 1))
  // In two parts, because converting numbers over 31 bits to text is slow.
  const high = Math.floor(time / 0x10000)
  const low = time - high * 0x10000
  return `${hex(high, 8)}-${hex(low, 4)}-7`
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0')
}
