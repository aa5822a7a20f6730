import { hostname as nameOfMachine, networkInterfaces } from 'node:os'
import type { Config } from '../config.js'
import { plainHost, thisMachine } from './host-name.js'

/**
 * Whether an address leads to this service: to the host of BASE_URL at any port, or to HOST at
 * PORT; if HOST means "any", that is every address and name of the machine. The loopback address
 * counts in all its spellings, at PORT and, if BASE_URL names it, at the port of BASE_URL; its
 * other ports belong to other programs. Names are compared, never looked up.
 */
export function isThisService(
  { hostname, protocol, port }: Pick<URL, 'hostname' | 'protocol' | 'port'>,
  own: Pick<Config, 'baseUrl' | 'host' | 'port'>,
  machineHosts: () => string[] = hostsOfMachine,
): boolean {
  const base = new URL(own.baseUrl)
  const [host, baseHost] = [plainHost(hostname), plainHost(base.hostname)]
  if (host !== thisMachine && host === baseHost) return true
  const asked = Number(port || (protocol === 'https:' ? 443 : 80))
  if (host === thisMachine)
    return asked === own.port || (baseHost === thisMachine && portsOf(base).includes(asked))
  if (asked !== own.port) return false
  return (
    host === plainHost(own.host) || (isAny(own.host) && machineHosts().some(each => plainHost(each) === host))
  )
}

/** If a service uses one of the default ports, the other one usually redirects to it. */
function portsOf({ port }: URL): number[] {
  return port === '' ? [80, 443] : [Number(port)]
}

/** Whether a server listening there can be reached at every address of the machine. */
function isAny(host: string): boolean {
  return /^[0:.]+$/.test(host.replace(/^::ffff:/i, ''))
}

/** The addresses of the machine and its name, short and fully qualified. */
function hostsOfMachine(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap(found => found ?? [])
  const name = nameOfMachine()
  const [short = name] = name.split('.')
  return [...addresses.map(({ address }) => address), name, short, `${short}.local`]
}
