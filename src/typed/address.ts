import { trim } from './trim.js'

/** A host at the beginning of an address, in any script or in brackets, with an optional port. */
const beginning = /^((?:[\w.-]|(?!\s)[\u0080-\uffff])+|\[[\da-f:.]+\])(:\d{1,5})?(?:[/?#\\]|$)/i
/** East Asian full stops separate domain labels just like the ASCII one. */
const stops = /[.\u3002\uff0e\uff61]/

/**
 * An address as people type it: "example.com/page" gets its https://, anything else stays
 * unchanged.
 */
export function typedAddress(text: string): string {
  const address = trim(text)
  if (/^\/\/[^/\\]/.test(address)) return `https:${address}`
  const [, host, port] = beginning.exec(address) ?? []
  return host !== undefined && isHost(host, port) ? `https://${address}` : address
}

/** Schemes that digits may follow, as in "tel:110". */
function isScheme(name: string): boolean {
  return /^(?:tel|sms|javascript|data|\d+)$/i.test(name)
}

/**
 * Whether it is meant as a host: "1.5" and "readme" are not, although URL would accept them.
 * "localhost:4370" is: only a host has a port.
 */
function isHost(host: string, port: string | undefined): boolean {
  if (host.startsWith('[')) return true
  if (port !== undefined && /^[\w\u0080-\uffff-]+$/.test(host)) return !isScheme(host)
  const labels = host.split(stops)
  if (labels.at(-1) === '') labels.pop()
  if (labels.length < 2 || labels.includes('')) return false
  return (
    !/^\d+$/.test(labels.at(-1) ?? '') || (labels.length === 4 && labels.every(label => /^\d+$/.test(label)))
  )
}
