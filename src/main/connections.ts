import { readFileSync } from 'node:fs'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Logger } from 'pino'

export interface ConnectionLimits {
  /** Maximum number of connections; the slowest make room for new ones. */
  connections: number
  /** How long a connection may wait for its next request. */
  idleMs: number
  /** A reader has to take some of its data within this time. */
  stalledMs: number
  /** How long a refused client may go on sending before it reads the answer. */
  lingerMs: number
  /** Time between two checks of all connections. */
  sweepMs: number
}

/**
 * What a connection is doing: it waits for a request, receives or handles one, sends an answer, or
 * has been refused.
 */
type Phase = 'waiting' | 'receiving' | 'working' | 'sending' | 'refused'

/** What of a request is looked at here. */
type Asked = Pick<IncomingMessage, 'headers' | 'socket' | 'complete'>

interface Connection {
  socket: Socket
  /** The latest one. */
  request: Asked | null
  response: ServerResponse | null
  phase: Phase
  /** When it last made progress, in milliseconds of the process. */
  since: number
  /** Bytes in both directions until then. */
  moved: number
  /** Bytes that had arrived at its latest request, and how many requests came with them. */
  arrived: number
  together: number
}

/** Less than this is not progress: a byte now and then must not hold a connection. */
const leastBytes = 32 * 1024
/** Requests that may arrive in one piece, in which there is room for thousands. */
const mostTogether = 100
const tellAgainMs = 60_000
/** Files and sockets that we need ourselves: journal, database, requests to other services. */
const ownDescriptors = 256

/**
 * Closes connections without progress, and refused ones. Node's own timeouts cover requests that
 * take too long to arrive, but not answers that nobody reads, nor clients that send a byte now and
 * then. `clientOf` names the client: if one client holds many connections, its slowest ones make
 * room first.
 */
export function guardConnections(
  server: Server,
  limits: ConnectionLimits,
  {
    clientOf,
    log,
  }: { clientOf: (socket: Socket, request: Asked | null) => string; log: Pick<Logger, 'warn'> },
): {
  inTurn: (request: IncomingMessage, response: ServerResponse, handle: () => void) => void
  isAnswering: (socket: Socket) => boolean
  asked: (request: Asked) => void
} {
  const held = new Map<Socket, Connection>()
  let dropped = 0
  let toldAt = Number.NEGATIVE_INFINITY

  server.on('connection', socket => {
    const since = performance.now()
    held.set(socket, {
      socket,
      request: null,
      response: null,
      phase: 'waiting',
      since,
      moved: 0,
      arrived: 0,
      together: 0,
    })
    socket.once('close', () => held.delete(socket))
    if (held.size > limits.connections) makeRoom()
  })

  /** Closes several at a time, because it checks all connections. */
  function makeRoom(): void {
    const all = [...held.values()].map(({ socket, request, since }) => {
      return { socket, since, client: clientOf(socket, request) }
    })
    const count = Math.max(held.size - limits.connections, Math.floor(limits.connections / 20))
    for (const { socket } of slowest(all, count)) {
      socket.destroy()
      held.delete(socket)
      dropped++
    }
  }

  function sweep(): void {
    const now = performance.now()
    for (const connection of held.values()) {
      notice(connection, now)
      if (now - connection.since > patience(connection.phase, limits)) connection.socket.destroy()
    }
    if (dropped === 0 || now - toldAt < tellAgainMs) return
    log.warn({ dropped, places: limits.connections }, 'Slow connections were closed to make room for others.')
    dropped = 0
    toldAt = now
  }

  // A server that never listens does not tell of its end, and would be kept for ever.
  server.once('listening', () => {
    const timer = setInterval(sweep, limits.sweepMs).unref()
    server.once('close', () => clearInterval(timer))
  })

  return {
    /**
     * Handles a request once those before it on its connection are answered, so that others have
     * their turn between them. One too many in one piece ends the connection.
     */
    inTurn(request, response, handle) {
      const { socket } = request
      const connection = held.get(socket)
      if (connection === undefined || socket.destroyed) return
      const { bytesRead } = socket
      if (bytesRead !== connection.arrived) {
        connection.arrived = bytesRead
        connection.together = 0
      }
      connection.together++
      if (connection.together > mostTogether) return endReading(socket)
      const { response: before } = connection
      connection.request = request
      connection.response = response
      connection.phase = 'working'
      connection.since = performance.now()
      if (before === null || before.writableFinished) handle()
      else before.once('close', () => socket.writable && handle())
    },
    /** Notes a request that Node's HTTP does not see, and that is answered at once. */
    asked(request) {
      const connection = held.get(request.socket)
      if (connection === undefined) return
      connection.request = request
      connection.since = performance.now()
    },
    /** Whether an answer has begun, so that no other may be sent on this connection. */
    isAnswering(socket) {
      const { request, response } = held.get(socket) ?? {}
      return response?.headersSent === true && !(response.writableFinished && request?.complete)
    },
  }
}

/**
 * Ends a connection in the middle of a piece. Node would first make a request of everything that is
 * in it, over a thousand in 30 ms, for which all others wait. What it asks about the next one is
 * told that nothing more is HTTP; this is not documented, so it may one day have no effect.
 */
function endReading(socket: Socket & { parser?: { onIncoming?(): number } | null }): void {
  if (socket.parser) socket.parser.onIncoming = () => 2
  socket.destroy()
}

/** As many connections as the system's limit on open files allows; each may need one more file. */
export function placesFor(wanted: number, openFiles = openFilesLimit()): number {
  return Math.max(1, Math.min(wanted, Math.floor((openFiles - ownDescriptors) / 2)))
}

/** Of the clients that hold most, the connections without progress for the longest time. */
export function slowest<T extends { client: string; since: number }>(connections: T[], count: number): T[] {
  const soFar = new Map<string, number>()
  const ranked = connections
    .toSorted((a, b) => b.since - a.since)
    .map(connection => {
      const rank = (soFar.get(connection.client) ?? 0) + 1
      soFar.set(connection.client, rank)
      return { connection, rank }
    })
  return ranked
    .sort((a, b) => b.rank - a.rank || a.connection.since - b.connection.since)
    .slice(0, count)
    .map(({ connection }) => connection)
}

function notice(connection: Connection, now: number): void {
  const phase = phaseOf(connection)
  const { bytesRead, bytesWritten, writableLength } = connection.socket
  const moved = bytesRead + bytesWritten - writableLength
  const getsOn = phase !== 'waiting' && phase !== 'refused' && moved - connection.moved >= leastBytes
  if (phase === connection.phase && !getsOn) return
  Object.assign(connection, { phase, since: now, moved })
}

function phaseOf({ socket, request, response }: Connection): Phase {
  if (!socket.writable) return 'refused'
  if (request === null || response === null) return socket.writableLength > 0 ? 'sending' : 'waiting'
  if (response.writableFinished) return request.complete ? 'waiting' : 'refused'
  if (socket.writableLength > 0) return 'sending'
  return request.complete ? 'working' : 'receiving'
}

/** Phases that Node or a handler limits are left to them. */
function patience(phase: Phase, { idleMs, stalledMs, lingerMs }: ConnectionLimits): number {
  const given = { waiting: idleMs, sending: stalledMs, refused: lingerMs }
  return phase in given ? given[phase as keyof typeof given] : Number.POSITIVE_INFINITY
}

function openFilesLimit(): number {
  try {
    // Quicker than the report, for which Node looks at the whole process.
    const [, soft] = /^Max open files +(\S+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? []
    if (soft !== undefined) return soft === 'unlimited' ? Number.POSITIVE_INFINITY : Number(soft)
  } catch {
    // Another system.
  }
  const { userLimits } = process.report.getReport() as { userLimits?: { open_files?: { soft: unknown } } }
  const soft = userLimits?.open_files?.soft
  return typeof soft === 'number' ? soft : Number.POSITIVE_INFINITY
}
