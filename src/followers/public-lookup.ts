import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

/** All that IANA has given out for the public internet. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * Whether an address is on the public internet: not loopback, private, link-local, reserved, or a
 * tunnel to one of these.
 */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  return parsed instanceof ipaddr.IPv6 ? parsed.match(globalUnicast) : true
}

/**
 * Looks up hosts that strangers choose, and only returns addresses that `may` be called. The
 * connection uses this very answer, so a name cannot change its address in between. It is not
 * called for a host that is an address itself.
 */
export function lookupOf(
  may: (address: string) => boolean,
  kind: string,
  resolve: typeof systemLookup = systemLookup,
): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      const addresses = error ? [] : found.filter(({ address }) => may(address))
      const [first] = addresses
      if (error || first === undefined) {
        callback(error ?? new Error(`${hostname} has no ${kind} address`), '', 0)
      } else if (options.all) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
}

/** Keeps handles from making this service call its operator's own network. */
export const publicLookup: LookupFunction = lookupOf(isPublic, 'public')
