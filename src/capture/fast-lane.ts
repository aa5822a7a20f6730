import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { CachedLink } from '../links/load.js'
import { type PlainRequest, readPlainRequest } from './plain-request.js'
import { redirectText } from './redirect.js'
import type { ClickOptions } from './shortcut.js'

export interface FastLaneOptions extends ClickOptions {
  /** How long a connection may wait for its next request, which clients are told. */
  idleMs: number
  /** Called for each request that is handled here. */
  onRequest: (request: PlainRequest) => void
}

const endOfHead = '\r\n\r\n'
/** During a stop, how long the first request may take of somebody who has just connected. */
const newcomerMs = 1_000

/** A connection whose requests have all been plain clicks. */
interface Lane {
  /** Whether a request is being answered. */
  busy: boolean
  socket: Socket
}

/**
 * Answers plain clicks on links in memory straight on their connections: Node's HTTP would take as
 * long for one as recording it does. With the first request that is anything else, a connection is
 * handed over to Node's HTTP, with what came, and stays there.
 */
export function openFastLane(server: Server, options: FastLaneOptions): void {
  const { now, findPlain, record, ownHeaders, idleMs, onRequest } = options
  const closed = ['Connection', 'close']
  const kept = ['Connection', 'keep-alive', 'Keep-Alive', `timeout=${Math.floor(idleMs / 1_000)}`]
  const lanes = new Set<Lane>()
  let lastCall = false

  const handOver = takeConnections(server, open)
  server.once('last-call', () => {
    lastCall = true
  })
  closeWith('closeIdleConnections', ({ busy, socket }) => {
    if (socket.bytesRead === 0) socket.setTimeout(newcomerMs, () => socket.destroy())
    else if (!busy) socket.destroy()
  })
  closeWith('closeAllConnections', ({ socket }) => socket.destroy())

  /** Node's own closing knows only the connections that are handed over. */
  function closeWith(
    name: 'closeIdleConnections' | 'closeAllConnections',
    close: (lane: Lane) => void,
  ): void {
    const closeOthers = server[name]
    server[name] = () => {
      for (const lane of lanes) close(lane)
      closeOthers.call(server)
    }
  }

  function open(socket: Socket): void {
    const lane: Lane = { busy: false, socket }
    let ended = false
    /** What came while a request was answered. */
    let more: Buffer | null = null
    lanes.add(lane)
    socket.on('data', read).on('end', end).on('error', ignore).on('close', leave)

    function read(bytes: Buffer): void {
      if (lane.busy) {
        keep(bytes)
        return
      }
      // Where no head ends, too little to be one.
      const length = bytes.indexOf(endOfHead) + endOfHead.length
      const isRead = socket.writableLength === 0
      const request = isRead ? readPlainRequest(bytes.subarray(0, length), socket) : null
      const at = now()
      const link = request === null ? undefined : findPlain(request, at)
      if (request === null || link === undefined) {
        if (!isBlank(bytes)) passOn(bytes)
        else if (ended) socket.end()
        return
      }
      if (length < bytes.length) keep(bytes.subarray(length))
      // The routes answer for what goes wrong.
      answer(request, link, at).then(goOn, () => passOn(bytes.subarray(0, length)))
    }

    /** Until what came before is answered: others have their turn between them. */
    function keep(bytes: Buffer): void {
      more = more === null ? bytes : Buffer.concat([more, bytes])
      socket.pause()
    }

    async function answer(request: PlainRequest, link: CachedLink, at: Date): Promise<void> {
      lane.busy = true
      onRequest(request)
      await record(request, link, at)
      lane.busy = false
      if (socket.destroyed) return
      const isLast = lastCall || (ended && more === null)
      socket.write(redirectText(link.url, ownHeaders(), at, isLast ? closed : kept), 'latin1')
      if (isLast) socket.destroySoon()
    }

    function goOn(): void {
      if (more === null || !socket.writable) return
      const bytes = more
      more = null
      read(bytes)
      if (more === null) socket.resume()
    }

    function end(): void {
      ended = true
      if (!lane.busy) socket.end()
    }

    function leave(): void {
      lanes.delete(lane)
    }

    function passOn(bytes: Buffer): void {
      leave()
      if (socket.destroyed) return
      socket.off('data', read).off('end', end).off('error', ignore).off('close', leave)
      handOver(socket)
      // It may have come to its end already, and then takes nothing back.
      socket.emit('data', more === null ? bytes : Buffer.concat([bytes, more]))
      if (ended) socket.emit('end')
      else socket.resume()
    }
  }
}

/** Opens new connections instead of Node's HTTP. Returns what hands one over to that. */
function takeConnections(server: Server, open: (socket: Socket) => void): (socket: Socket) => void {
  const [byNode] = server.listeners('connection')
  if (byNode === undefined) throw new Error('This server has no HTTP to hand a connection over to.')
  server.off('connection', byNode as () => void).on('connection', open)
  return socket => byNode.call(server, socket)
}

/** Lines that some clients send after a request. Node would take them for the start of the next. */
function isBlank(bytes: Buffer): boolean {
  return bytes.every(byte => byte === 13 || byte === 10)
}

function ignore(): void {}
