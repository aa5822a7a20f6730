import ipaddr from 'ipaddr.js'

/** What all spellings of the loopback, and of the address that means "any", are reduced to. */
export const thisMachine = 'localhost'
/** Besides `localhost` and what ends with it; systems put them into /etc/hosts. */
const namesOfThisMachine = ['localhost.localdomain', 'ip6-localhost', 'ip6-loopback']

/**
 * IPv6 addresses that carry one of IPv4: their first bytes, where it begins, and what turns its
 * bits.
 */
const carriers: [prefix: string, bits: number, at: number, flip: number][] = [
  ['::ffff:0:0', 96, 12, 0],
  // As it was written before that.
  ['::', 96, 12, 0],
  // Translated: statelessly, by NAT64 and by NAT64 of one's own network.
  ['::ffff:0:0:0', 96, 12, 0],
  ['64:ff9b::', 96, 12, 0],
  ['64:ff9b:1::', 48, 12, 0],
  // Tunnelled: 6to4 and Teredo.
  ['2002::', 16, 2, 0],
  ['2001::', 32, 12, 0xff],
]

/** A host in the one spelling that all its others are compared by. */
export function plainHost(hostname: string): string {
  const name = hostname.toLowerCase().replace(/\.+$/, '')
  const address = name.replace(/^\[|\]$/g, '')
  if (ipaddr.isValid(address)) return plainAddress(ipaddr.parse(address))
  return /(^|\.)localhost$/.test(name) || namesOfThisMachine.includes(name) ? thisMachine : name
}

function plainAddress(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  if (['loopback', 'unspecified'].includes(address.range())) return thisMachine
  const carried = address instanceof ipaddr.IPv6 ? carriedBy(address) : undefined
  return carried ? plainAddress(carried) : address.toString()
}

function carriedBy(address: ipaddr.IPv6): ipaddr.IPv4 | undefined {
  const carrier = carriers.find(([prefix, bits]) => address.match(ipaddr.IPv6.parse(prefix), bits))
  if (carrier === undefined) return undefined
  const [, , at, flip] = carrier
  const bytes = address
    .toByteArray()
    .slice(at, at + 4)
    .map(byte => byte ^ flip)
  // Addresses such as ::2 only look like 0.0.0.2, which is none.
  return bytes[0] === 0 && bytes.some(byte => byte !== 0) ? undefined : new ipaddr.IPv4(bytes)
}
