import { existsSync } from 'node:fs'
import net from 'node:net'

/** Where a server listens: a host and its port, or a Unix socket. */
interface Place {
  host: string[]
  port: number[]
  path: string | false
}

/** Where PostgreSQL packages put the Unix socket. */
const socketDirectories = ['/var/run/postgresql', '/tmp']

/**
 * How long to try one of a host's addresses before the next. Node's default of 250 ms is too short
 * for a server on the other side of the world.
 */
const perAddressMs = 1_000

/**
 * A socket that sends at once what is written. Otherwise TCP holds back the small last part of a
 * COPY until the server has confirmed everything before it, which takes 40 ms.
 */
export function openSocket({ host: [host = 'localhost'], port: [port = 5432], path }: Place): net.Socket {
  if (path) return net.connect({ path })
  const options = { host, port, noDelay: true, autoSelectFamilyAttemptTimeout: perAddressMs }
  return Object.assign(net.connect(options), { host, port })
}

/**
 * The Unix socket of an address that names a directory, or nothing at all; false if it names a
 * host, or there is no socket.
 */
export function findSocket({ address, port }: { address: string; port: number }): string | false {
  const directories = address === '' ? socketDirectories : [address]
  const paths = directories.map(directory => `${directory}/.s.PGSQL.${port}`)
  if (address.startsWith('/')) return paths[0] ?? false
  return (address === '' && paths.find(path => existsSync(path))) || false
}
