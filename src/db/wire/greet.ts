import type { Socket } from 'node:net'
import type { Target } from './address.js'
import { firstMessage, query, readError, readStatus, type } from './messages.js'

export interface Greeting {
  /** The client's first message. */
  startup: Buffer
  /** A statement that applies the session's settings. */
  setup: string
  target: Target
}

/**
 * The server does not let the client in. The cause is what it said; `begun`: only after it had
 * asked for a password.
 */
export class Refused extends Error {
  readonly code: string

  constructor(
    override readonly cause: Error & { code: string },
    readonly begun: boolean,
  ) {
    super(cause.message, { cause })
    this.code = cause.code
  }
}

/** Not the kind of server that was asked for. */
class NotSuited extends Error {
  readonly code = 'NOT_SUITED'
}

/**
 * Opens a session. `tell` passes the server's questions to the driver, which answers them. The
 * settings are made here, because poolers and proxies drop them from the first message or refuse it
 * because of them. When the session is ready and the driver knows, resolves to what the server sent
 * after that. Throws Refused and NotSuited.
 */
export async function greet(
  socket: Socket,
  { startup, setup, target }: Greeting,
  tell: (message: Buffer) => void,
): Promise<Buffer> {
  const settings = new Map<string, string>()
  let arrived: Buffer = Buffer.alloc(0)
  let begun = false
  let settling = false
  socket.write(startup)
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    arrived = Buffer.concat([arrived, chunk as Buffer])
    for (let message = firstMessage(arrived); message !== null; message = firstMessage(arrived)) {
      arrived = arrived.subarray(message.length)
      const kind = message[0]
      if (kind === type.error) throw new Refused(readError(message), begun)
      if (kind === type.status) settings.set(...readStatus(message))
      if (kind === type.ready && settling) {
        tell(message)
        return arrived
      }
      if (kind === type.ready) {
        if (!suits(target, settings)) throw new NotSuited(`The server is not ${target}`)
        settling = true
        socket.write(query(setup))
      } else if (!settling || kind === type.status) {
        tell(message)
      }
      begun = true
    }
  }
  throw hungUp()
}

export function hungUp(): Error {
  return Object.assign(new Error('The server closed the connection'), { code: 'ECONNRESET' })
}

function suits(target: Target, settings: Map<string, string>): boolean {
  const standby = settings.get('in_hot_standby') === 'on'
  const readOnly = standby || settings.get('default_transaction_read_only') === 'on'
  switch (target) {
    case 'read-write':
      return !readOnly
    case 'read-only':
      return readOnly
    case 'primary':
      return !standby
    case 'standby':
    case 'prefer-standby':
      return standby
    default:
      return true
  }
}
