import net from 'node:net'

/** Where a server listens, as postgres.js has read it from its URL: hosts with their ports, or a Unix socket. */
export interface Address {
  host: string[]
  port: number[]
  path: string | false
}

export type OpenSocket = (address: Address) => net.Socket

/**
 * Opens sockets for postgres.js that send at once what is written. By itself, TCP holds back the small last part of a COPY until
 * the server has confirmed all before it, for which the server takes 40 ms. Several hosts have their turns.
 */
export function createSockets(): OpenSocket {
  let turn = 0
  return ({ host, port, path }) => {
    if (path) return net.connect({ path })
    const n = turn++ % host.length
    return net.connect({ host: host[n] ?? 'localhost', port: port[n] ?? 5432, noDelay: true })
  }
}
