import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Config } from '../config.js'
import { ServiceError } from '../errors.js'
import { asksForJson, isForPrograms } from './accept.js'
import { isRead } from './methods.js'
import { problemBody } from './problem.js'

interface BrokenRequest extends NodeJS.ErrnoException {
  /** What came last. */
  rawPacket?: unknown
}

const text = 'The request is not valid HTTP, too long or too slow.'

interface Otherwise {
  /** An answer has begun, and no other may follow. */
  isAnswering(socket: Socket): boolean
  /** The page that tells people of an error. */
  errorPage(error: ServiceError): [headers: Record<string, string>, page: string]
}

/**
 * Makes the handler of requests that Node cannot read. An address whose only fault is that it holds
 * what has to be encoded, such as the "…" behind it, is told as it should be to who reads it; who
 * would write gets the error's page, as people get it everywhere. What is no HTTP at all comes from
 * a program.
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
    if (url === undefined || isForPrograms({ url }) || asksForJson({ headers: { accept } })) {
      const body = JSON.stringify(problemBody(problem))
      answer(socket, status, { 'Content-Type': 'application/problem+json' }, body)
    } else answer(socket, status, ...errorPage(problem))
  }
}

/**
 * The address of a request, what it accepts and whether it only reads, as far as it is in what
 * came.
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
  // What still came could complete the request that was too slow.
  if (status === 408) socket.destroySoon()
}
