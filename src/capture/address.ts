import { isIPv4, isIPv6 } from 'node:net'
import ipaddr from 'ipaddr.js'

/** What a record keeps of an address; the address itself lives only as long as its request. */
export interface Address {
  /**
   * IPv4 whole, even if it was mapped to IPv6; of IPv6 its /64 as 16 hex digits, because one device
   * keeps changing its address within it.
   */
  network: string
  /** Of what it is; null if it is not an address. */
  family: 4 | 6 | null
}

const mapped = '::ffff:'
/** Some proxies add the port: `192.0.2.1:443`, `[2001:db8::1]:443`. */
const withPort = /^(?:\[([0-9a-f:.]+)\]|(\d{1,3}(?:\.\d{1,3}){3})):\d+$/i
/** The interface of a link-local address; the library fails for some, such as `eth0.7`. */
const zone = /%.*/
/** Most visitors' IPv6 addresses have their /64 in full, and cannot be IPv4 that was mapped. */
const fullNetwork = /^([1-9a-f][\da-f]{0,3}):([\da-f]{1,4}):([\da-f]{1,4}):([\da-f]{1,4}):/i

/**
 * Parses what the socket or a trusted proxy reports as the address; anything else is its own
 * network.
 */
export function readAddress(text: string): Address {
  if (isIPv4(text)) return { network: text, family: 4 }
  if (text.startsWith(mapped) && isIPv4(text.slice(mapped.length)))
    return readAddress(text.slice(mapped.length))
  const port = withPort.exec(text)
  if (port !== null) return readAddress(port[1] ?? port[2] ?? '')
  if (!isIPv6(text)) return { network: text, family: null }
  const groups = fullNetwork.exec(text)?.slice(1)
  if (groups !== undefined) {
    const digits = groups.map(group => group.padStart(4, '0')).join('')
    return { network: digits.toLowerCase(), family: 6 }
  }
  const address = ipaddr.process(text.replace(zone, ''))
  if (address.kind() === 'ipv4') return { network: address.toString(), family: 4 }
  return { network: Buffer.from(address.toByteArray().slice(0, 8)).toString('hex'), family: 6 }
}
