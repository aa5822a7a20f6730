import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { isIP, type Socket } from 'node:net'
import tls from 'node:tls'
import { findSocket, openSocket } from '../socket.js'
import type { Server, TlsWish } from './address.js'

/** `offered`: encrypted if the server supports it. */
export type Encryption = 'none' | 'offered' | 'needed'

/**
 * The server is there, but the connection cannot be encrypted. If the address allows it, we connect
 * without encryption.
 */
export class NotEncrypted extends Error {
  constructor(
    message: string,
    readonly code = 'NOT_ENCRYPTED',
  ) {
    super(message)
  }
}

/** The request for TLS: a length, and a number that no protocol version uses. */
const askForTls = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])

/** Connects to a server with the wanted encryption. Throws NotEncrypted and system errors. */
export async function dial(
  server: Server,
  encryption: Encryption,
  wish: TlsWish,
  signal: AbortSignal,
): Promise<Socket> {
  const path = findSocket(server)
  const socket = openSocket({ host: [server.address || 'localhost'], port: [server.port], path })
  try {
    await once(socket, 'connect', { signal })
    // Nobody eavesdrops within one machine.
    if (path !== false || encryption === 'none') return socket
    if (!wish.direct && !(await offersTls(socket, signal))) {
      if (encryption === 'offered') return socket
      throw new NotEncrypted('The server does not offer TLS')
    }
    return await encrypt(socket, server, wish, signal)
  } catch (error) {
    socket.destroy()
    // A name with several IP addresses fails once for each.
    throw error instanceof AggregateError ? error.errors.at(-1) : error
  }
}

async function offersTls(socket: Socket, signal: AbortSignal): Promise<boolean> {
  socket.write(askForTls)
  const answer = await Promise.race([
    once(socket, 'data', { signal }).then(([data]) => String(data)),
    once(socket, 'close', { signal }).then(() => ''),
  ])
  socket.pause()
  // Extra bytes after the answer would come from a man in the middle, and would pass as encrypted.
  if (answer === 'S' || answer === 'N') return answer === 'S'
  throw new NotEncrypted('The server does not answer as PostgreSQL does')
}

async function encrypt(socket: Socket, server: Server, wish: TlsWish, signal: AbortSignal): Promise<Socket> {
  const verified = wish.mode.startsWith('verify') || wish.rootCert !== undefined
  const named = wish.mode === 'verify-full'
  const name = server.host
  const encrypted = tls.connect({
    socket,
    ...(wish.sni && name !== '' && isIP(name) === 0 && { servername: name }),
    ...(wish.direct && { ALPNProtocols: ['postgresql'] }),
    ca: wish.rootCert === 'system' ? undefined : await read('sslrootcert', wish.rootCert),
    cert: await read('sslcert', wish.cert),
    key: await read('sslkey', wish.key),
    passphrase: wish.keyPassword,
    crl: await read('sslcrl', wish.crl),
    minVersion: wish.minVersion as tls.SecureVersion | undefined,
    maxVersion: wish.maxVersion as tls.SecureVersion | undefined,
    rejectUnauthorized: verified,
    checkServerIdentity: (_, cert) =>
      named ? tls.checkServerIdentity(name || 'localhost', cert) : undefined,
  })
  await once(encrypted, 'secureConnect', { signal }).catch(error => {
    throw verified ? error : new NotEncrypted(error.message, error.code)
  })
  return encrypted
}

async function read(parameter: string, path: string | undefined): Promise<Buffer | undefined> {
  if (path === undefined) return undefined
  return readFile(path).catch(cause => {
    const message = `${parameter} names ${path}, which cannot be read (${cause.code})`
    throw Object.assign(new Error(message), { code: 'UNREADABLE' })
  })
}
