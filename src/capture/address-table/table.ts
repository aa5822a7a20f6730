import type { FactStart } from './facts.js'

/** Ranges of addresses without a gap between them, in ascending order. */
export interface Ranges {
  /** Where each begins: an IPv4 address, or the first 32 bits of an IPv6 address. */
  uppers: Uint32Array
  /** The next 32 bits of an IPv6 address; empty for IPv4. */
  lowers: Uint32Array
  /** The number of each one's facts. */
  facts: Uint16Array
}

export interface Table {
  ipv4: Ranges
  /** Of the upper 64 bits. */
  ipv6: Ranges
}

/**
 * How many ranges are IPv4's in 32 bits, those ranges, and IPv6's: where each begins, in 32 or 64
 * bits, and 16 bits for the number of its facts. The lower byte is always first.
 */
export function encodeTable(ipv4: readonly FactStart[], ipv6: readonly FactStart[]): Buffer {
  const bytes = Buffer.alloc(4 + ipv4.length * 6 + ipv6.length * 10)
  let at = bytes.writeUInt32LE(ipv4.length)
  for (const { first, fact } of ipv4) {
    at = bytes.writeUInt32LE(Number(first), at)
    at = bytes.writeUInt16LE(fact, at)
  }
  for (const { first, fact } of ipv6) {
    at = bytes.writeBigUInt64LE(first, at)
    at = bytes.writeUInt16LE(fact, at)
  }
  return bytes
}

export function decodeTable(bytes: Buffer): Table {
  const ipv4Count = bytes.readUInt32LE()
  const ipv6Count = (bytes.length - 4 - ipv4Count * 6) / 10
  const ipv4 = emptyRanges(ipv4Count, 0)
  const ipv6 = emptyRanges(ipv6Count, ipv6Count)
  let at = 4
  for (let index = 0; index < ipv4Count; index++, at += 6) {
    ipv4.uppers[index] = bytes.readUInt32LE(at)
    ipv4.facts[index] = bytes.readUInt16LE(at + 4)
  }
  for (let index = 0; index < ipv6Count; index++, at += 10) {
    ipv6.lowers[index] = bytes.readUInt32LE(at)
    ipv6.uppers[index] = bytes.readUInt32LE(at + 4)
    ipv6.facts[index] = bytes.readUInt16LE(at + 8)
  }
  return { ipv4, ipv6 }
}

function emptyRanges(count: number, lowers: number): Ranges {
  return {
    uppers: new Uint32Array(count),
    lowers: new Uint32Array(lowers),
    facts: new Uint16Array(count),
  }
}
