import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

/**
 * Whether an address belongs to the public internet: not loopback, private, link-local, reserved or
 * a tunnel to such.
 */
export function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast'
}

/**
 * Looks up hosts that strangers name, and finds public addresses only: the author of a handle must
 * not make this service ask its operator's own network. It answers the connection itself, so a name
 * cannot change its meaning in between.
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
