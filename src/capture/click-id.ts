import { randomUUID } from 'node:crypto'

/** A UUIDv7 (RFC 9562): the time in milliseconds, then 74 random bits. Ids of one millisecond have no order. */
export function clickId(at: number): string {
  // In two parts, because numbers over 31 bits become text slowly.
  const high = Math.floor(at / 0x10000)
  const low = at - high * 0x10000
  // Version 4 has its random bits in the same places, and Node draws them for many at a time.
  return `${hex(high, 8)}-${hex(low, 4)}-7${randomUUID().slice(15)}`
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0')
}
