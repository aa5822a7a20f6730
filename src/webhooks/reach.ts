import type { lookup as systemLookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import type { Config } from '../config.js'
import { isPublic, lookupOf } from '../followers/public-lookup.js'
import { isBroken } from '../typed/controls.js'
import { parseUrl } from '../typed/parse-url.js'
import { trim } from '../typed/trim.js'

export const maxAddressLength = 2048
const remedy = 'WEBHOOK_ALLOW_PRIVATE can allow it'

/** Which addresses webhooks may be sent to. */
export interface Reach {
  /** For sockets: refuses what may not be reached at the moment when it is connected to. */
  lookup: LookupFunction
  /** What is wrong with an address and how to fix it; null if it is valid. */
  problem(text: string): string | null
}

type Allowed = Pick<Config, 'webhookAllowPrivate'>

/** Public addresses, and the private ones that are allowed. `resolve` instead of the system's. */
export function reachOf({ webhookAllowPrivate }: Allowed, resolve?: typeof systemLookup): Reach {
  const ranges = Array.isArray(webhookAllowPrivate) ? webhookAllowPrivate.map(readRange) : []
  const may = (address: string) =>
    webhookAllowPrivate === true || isPublic(address) || ranges.some(range => isIn(address, range))
  return {
    lookup: lookupOf(may, 'public', resolve),
    problem(text) {
      if (text.length > maxAddressLength) return `must have at most ${maxAddressLength} characters`
      if (isBroken(text)) return 'must not contain control characters or broken Unicode'
      const url = parseUrl(trim(text))
      if (url === null) return 'must be an absolute address such as https://example.com/hook'
      if (!/^https?:$/.test(url.protocol)) return `must begin with https:// or http://, not ${url.protocol}`
      if (url.username !== '' || url.password !== '') return 'must not contain a user name or password'
      if (url.hash !== '') return 'must not contain a fragment (#…), which is never sent'
      const host = url.hostname.replace(/^\[|\]$/g, '')
      if (isIP(host) !== 0 && !may(host)) return `must not be the private address ${host}; ${remedy}`
      return null
    },
  }
}

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number]

function readRange(text: string): Range {
  if (text.includes('/')) return ipaddr.parseCIDR(text)
  const address = ipaddr.parse(text)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

function isIn(text: string, range: Range): boolean {
  const address = ipaddr.process(text)
  return address.kind() === range[0].kind() && address.match(range)
}
