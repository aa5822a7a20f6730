import ipaddr from 'ipaddr.js'
import type { Config } from '../config.js'

/** What all spellings of the loopback, and of the address that means "any", are reduced to. */
const thisMachine = 'localhost'
/** Besides `localhost` and what ends with it; systems put them into /etc/hosts. */
const namesOfThisMachine = ['localhost.localdomain', 'ip6-localhost', 'ip6-loopback']

/**
 * Whether an address leads to this service: to the host of BASE_URL at any port, or to HOST at PORT. This machine's
 * loopback counts in each of its spellings, at PORT and, where BASE_URL names it, at the port of BASE_URL: behind its
 * other ports are other programs. Names are compared, never looked up.
 */
export function isThisService(
  { hostname, protocol, port }: Pick<URL, 'hostname' | 'protocol' | 'port'>,
  own: Pick<Config, 'baseUrl' | 'host' | 'port'>,
): boolean {
  const base = new URL(own.baseUrl)
  const [host, baseHost] = [hostOf(hostname), hostOf(base.hostname)]
  if (host !== thisMachine && host === baseHost) return true
  if (host !== thisMachine && host !== hostOf(own.host)) return false
  const asked = Number(port || (protocol === 'https:' ? 443 : 80))
  return asked === own.port || (baseHost === thisMachine && portsOf(base).includes(asked))
}

/** Whoever has one of the default ports has the other one lead there. */
function portsOf({ port }: URL): number[] {
  return port === '' ? [80, 443] : [Number(port)]
}

/** A host in the one spelling that all its others are compared by. */
function hostOf(hostname: string): string {
  const name = hostname.toLowerCase().replace(/\.+$/, '')
  const address = name.replace(/^\[|\]$/g, '')
  if (ipaddr.isValid(address)) {
    const plain = ipaddr.process(address)
    return ['loopback', 'unspecified'].includes(plain.range()) ? thisMachine : plain.toString()
  }
  return /(^|\.)localhost$/.test(name) || namesOfThisMachine.includes(name) ? thisMachine : name
}
