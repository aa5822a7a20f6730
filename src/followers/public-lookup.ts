import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

/**
 * Whether an address is on the public internet: not loopback, private, link-local, reserved, or a
 * tunnel to one of these.
 */
export function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast'
}

/**
 * Looks up hosts that strangers choose, and only returns public addresses, so that nobody can use a
 * handle to make this service call its operator's own network. The connection uses this very
 * answer, so a name cannot change its address in between.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  systemLookup(hostname, { ...options, all: true }, (error, found) => {
    const addresses = error ? [] : found.filter(({ address }) => isPublic(address))
    const [first] = addresses
    if (error || first === undefined) {
      callback(error ?? new Error(`${hostname} has no public address`), '', 0)
    } else if (options.all) callback(null, addresses)
    else callback(null, first.address, first.family)
  })
}
