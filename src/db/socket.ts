import net from 'node:net'

/** Where a server listens, as postgres.js has read it from its URL: a host and its port, or a Unix socket. */
export interface Address {
  host: string[]
  port: number[]
  path: string | false
}

/** Opens a socket for postgres.js, which takes it while it still connects. */
export type OpenSocket = (address: Address) => net.Socket

/**
 * A socket that sends at once what is written. By itself, TCP holds back the small last part of a COPY until the server has
 * confirmed all before it, for which the server takes 40 ms.
 */
export const openSocket: OpenSocket = ({ host: [host = 'localhost'], port: [port = 5432], path }) => {
  if (path) return net.connect({ path })
  // The host is what the server's certificate is checked against.
  return Object.assign(net.connect({ host, port, noDelay: true }), { host, port })
}
