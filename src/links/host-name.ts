import ipaddr from 'ipaddr.js'

/** All spellings of the loopback address, and of the address that means "any", become this. */
export const thisMachine = 'localhost'
/** In addition to `localhost` and names ending in it; systems put these into /etc/hosts. */
const namesOfThisMachine = ['localhost.localdomain', 'ip6-localhost', 'ip6-loopback']

/**
 * IPv6 prefixes that embed an IPv4 address: the prefix, its bits, the offset of the IPv4 address,
 * and a mask to XOR its bytes with.
 */
const carriers: [prefix: string, bits: number, at: number, flip: number][] = [
  ['::ffff:0:0', 96, 12, 0],
  // The older, deprecated notation.
  ['::', 96, 12, 0],
  // Translated: stateless, NAT64 and local-use NAT64.
  ['::ffff:0:0:0', 96, 12, 0],
  ['64:ff9b::', 96, 12, 0],
  ['64:ff9b:1::', 48, 12, 0],
  // Tunnelled: 6to4 and Teredo.
  ['2002::', 16, 2, 0],
  ['2001::', 32, 12, 0xff],
]

/** Only IP addresses end like this. The library takes long to say that a name is none. */
const endOfAddress = /:|(?:^|\.)(?:\d+|0x[\da-f]*)$/

/** A host in its canonical spelling, for comparison. */
export function plainHost(hostname: string): string {
  const name = hostname.toLowerCase().replace(/\.+$/, '')
  const address = name.replace(/^\[|\]$/g, '')
  if (endOfAddress.test(address) && ipaddr.isValid(address)) return plainAddress(ipaddr.parse(address))
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
  // Addresses such as ::2 only look like an embedded 0.0.0.2.
  return bytes[0] === 0 && bytes.some(byte => byte !== 0) ? undefined : new ipaddr.IPv4(bytes)
}
