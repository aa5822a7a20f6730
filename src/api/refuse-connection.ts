import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Config } from '../config.js'
import { ServiceError } from '../errors.js'
import { asksForJson, isForPrograms } from './accept.js'
import { isRead } from './methods.js'
import { problemBody } from './problem.js'
import { newRequestId, requestIdHeader } from './request-id.js'

interface BrokenRequest extends NodeJS.ErrnoException {
  /** The last bytes received. */
  rawPacket?: unknown
}

const text = 'The request is not valid HTTP, too long or too slow.'

interface Otherwise {
  /** An answer has begun, so no other may follow. */
  isAnswering(socket: Socket): boolean
  /** Renders an error as a page for people. */
  errorPage(error: ServiceError): [headers: Record<string, string>, page: string]
}

/**
 * Creates the handler for requests that Node cannot parse. If the only fault is an address with
 * characters that must be encoded, such as "…" after it, a request that reads is redirected to the
 * correct address; one that writes gets the usual error page. Anything that is not HTTP at all
 * comes from a program.
 */
export function refuseConnections(
  { baseUrl }: Pick<Config, 'baseUrl'>,
  { isAnswering, errorPage }: Otherwise,
) {
  return (error: BrokenRequest, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return
    if (isAnswering(socket)) {
      socket.destroy()
      return
    }
    const { url, accept, reads } = readPacket(error.rawPacket)
    const encoded = url?.replace(/[^!-~]/g, byte => encodeByte(byte))
    const status =
      error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
    if (status === 400 && reads && encoded !== url) {
      answer(socket, 302, { Location: `${baseUrl}${encoded}`, 'Cache-Control': 'no-store' })
      return
    }
    const problem = new ServiceError('invalid-request', status, text)
    const requestId = newRequestId()
    const isForProgram = url === undefined || isForPrograms({ url }) || asksForJson({ headers: { accept } })
    const [headers, body] = isForProgram
      ? [
          { 'Content-Type': 'application/problem+json' },
          JSON.stringify(problemBody(problem, { baseUrl, requestId })),
        ]
      : errorPage(problem)
    answer(socket, status, { ...headers, [requestIdHeader]: requestId }, body)
  }
}

/**
 * A request's address, what it accepts and whether it only reads, as far as the received bytes
 * show.
 */
function readPacket(packet: unknown) {
  const head = Buffer.isBuffer(packet) ? packet.toString('latin1') : ''
  const [, method = '', url] = /^([A-Z]+) (\/[^\r\n]*?)(?: HTTP\/1\.[01]\r?\n|\r?\n|$)/.exec(head) ?? []
  return { url, accept: /^accept: *(.*?) *\r?$/im.exec(head)?.[1], reads: isRead({ method }) }
}

function encodeByte(byte: string): string {
  return `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}

function answer(socket: Socket, status: number, headers: Record<string, string>, body = ''): void {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
  // Later bytes could complete the request that was too slow.
  if (status === 408) socket.destroySoon()
}
