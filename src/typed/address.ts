import { trim } from './trim.js'

/**
 * A host at the beginning of an address, with letters of any script or in brackets, and then the
 * end of its port.
 */
const beginning = /^((?:[\w.-]|(?!\s)[\u0080-\uffff])+|\[[\da-f:.]+\])(?::\d+)?(?:[/?#\\]|$)/i
/** The full stops of East Asian scripts divide names as the ASCII one does. */
const stops = /[.\u3002\uff0e\uff61]/

/** An address as people type it: "example.com/page" gets its https://, all else stays as it is. */
export function typedAddress(text: string): string {
  const address = trim(text)
  if (/^\/\/[^/\\]/.test(address)) return `https:${address}`
  const host = beginning.exec(address)?.[1]
  return host !== undefined && isHost(host) ? `https://${address}` : address
}

/**
 * Whether it is meant as a host: "1.5" and "readme" are not, although URL would take them for one.
 */
function isHost(host: string): boolean {
  if (host.startsWith('[')) return true
  const labels = host.split(stops)
  if (labels.at(-1) === '') labels.pop()
  if (labels.length < 2 || labels.includes('')) return false
  return (
    !/^\d+$/.test(labels.at(-1) ?? '') || (labels.length === 4 && labels.every(label => /^\d+$/.test(label)))
  )
}
