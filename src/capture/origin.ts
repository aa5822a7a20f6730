import type { IncomingMessage } from 'node:http'
import proxyAddr from '@fastify/proxy-addr'
import type { PlainRequest } from './plain-request.js'

/** Whether an address is a proxy's that is vouched for, so many hops from us. */
export type Trust = (address: string, hop: number) => boolean

/** Where a request comes from, as far as the proxies in between are trusted. */
export interface Origin {
  /** Empty once the visitor has disconnected. */
  address: string
  secure: boolean
}

/** Reads it from the raw request, as Fastify does for its own. */
export function originOf(request: Pick<PlainRequest, 'headers' | 'socket'>, trust: Trust): Origin {
  const peer = request.socket.remoteAddress
  if (peer === undefined) return { address: '', secure: false }
  if (!trust(peer, 0)) return { address: peer, secure: false }
  const protocol = request.headers['x-forwarded-proto']
  return {
    address: proxyAddr(request as IncomingMessage, trust) ?? '',
    // Of several, the nearest proxy's comes last.
    secure: typeof protocol === 'string' && /(?:^|,)\s*https\s*$/.test(protocol),
  }
}

/** Remembers the last proxy at our door, for which the same is asked at every request. */
export function rememberPeer(trust: Trust): Trust {
  let trusted = ''
  return (address, hop) => {
    if (hop > 0) return trust(address, hop)
    if (address === trusted) return true
    if (!trust(address, 0)) return false
    trusted = address
    return true
  }
}
