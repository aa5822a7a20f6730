/** The boundaries of ranges, each as the upper and the lower half of 64 bits. */
export interface Table {
  /** Of IPv4 addresses; their upper half is 0. */
  ipv4: Uint32Array
  /** Of the upper 64 bits of IPv6 addresses. */
  ipv6: Uint32Array
}

/** 32-bit numbers, the lower byte first: how many are IPv4's, then those, then IPv6's. */
export function encodeTable(ipv4: readonly bigint[], ipv6: readonly bigint[]): Buffer {
  const numbers = [ipv4.length * 2, ...[...ipv4, ...ipv6].flatMap(halves)]
  const bytes = Buffer.alloc(numbers.length * 4)
  for (const [index, number] of numbers.entries()) bytes.writeUInt32LE(number, index * 4)
  return bytes
}

export function decodeTable(bytes: Buffer): Table {
  const numbers = Uint32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readUInt32LE(index * 4))
  const [length = 0] = numbers
  return { ipv4: numbers.subarray(1, 1 + length), ipv6: numbers.subarray(1 + length) }
}

const halves = (number: bigint): number[] => [Number(number >> 32n), Number(number & 0xffff_ffffn)]
