import ipaddr from 'ipaddr.js'
import type { Range } from './boundaries.js'

/**
 * What belongs to no country, though the file of countries says so of some: addresses within
 * houses, machines and containers, which visitors have in a home or behind a proxy that is not
 * trusted, and those of examples in texts. IPv6 by the upper 64 bits.
 */
export const unowned: { ipv4: readonly Range[]; ipv6: readonly Range[] } = {
  ipv4: [
    ...['10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
    ...['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24'],
  ].map(rangeOf),
  ipv6: ['2001:db8::/32', '3fff::/20', 'fc00::/7', 'fe80::/10'].map(rangeOf),
}

function rangeOf(network: string): Range {
  const [address, length] = ipaddr.parseCIDR(network)
  const bytes = Buffer.from(address.toByteArray().slice(0, 8))
  const first = BigInt(`0x${bytes.toString('hex')}`)
  return { first, last: first | ((1n << BigInt(bytes.length * 8 - length)) - 1n) }
}
