import { isIPv4, isIPv6 } from 'node:net'
import ipaddr from 'ipaddr.js'

/** What a record keeps of an address; the address itself lives only as long as its request. */
export interface Address {
  /**
   * For the visitor's hash: IPv4 whole; for IPv6 its /64 as 16 hex digits, because one device keeps
   * changing its address within it.
   */
  network: string
  /** For the country: IPv4 even if it was mapped to IPv6; null if it is not an address. */
  plain: string | null
}

const mapped = '::ffff:'
/** Some proxies add the port: `192.0.2.1:443`, `[2001:db8::1]:443`. */
const withPort = /^(?:\[([0-9a-f:.]+)\]|(\d{1,3}(?:\.\d{1,3}){3})):\d+$/i

/**
 * Parses what the socket or a trusted proxy reports as the address; anything else is its own
 * network.
 */
export function readAddress(text: string): Address {
  if (isIPv4(text)) return { network: text, plain: text }
  if (text.startsWith(mapped) && isIPv4(text.slice(mapped.length)))
    return readAddress(text.slice(mapped.length))
  const port = withPort.exec(text)
  if (port !== null) return readAddress(port[1] ?? port[2] ?? '')
  if (!isIPv6(text)) return { network: text, plain: null }
  const address = ipaddr.process(text)
  const plain = address.toString()
  if (address.kind() === 'ipv4') return { network: plain, plain }
  return { network: Buffer.from(address.toByteArray().slice(0, 8)).toString('hex'), plain }
}
