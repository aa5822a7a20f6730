import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Config } from '../config.js'
import { ServiceError } from '../errors.js'
import { asksForJson, isForPrograms } from './accept.js'
import { problemBody } from './problem.js'

interface BrokenRequest extends NodeJS.ErrnoException {
  /** What came last. */
  rawPacket?: unknown
}

const html = 'text/html; charset=utf-8'
const text = 'The request is not valid HTTP, too long or too slow.'

/**
 * Makes the handler of requests that Node cannot read. An address whose only fault is that it holds what has to be encoded,
 * such as the "…" behind it, is told as it should be. Where `isAnswering`, an answer has begun, and no other may follow.
 */
export function refuseConnections(
  { baseUrl }: Pick<Config, 'baseUrl'>,
  isAnswering: (socket: Socket) => boolean,
) {
  return (error: BrokenRequest, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return
    if (isAnswering(socket)) {
      socket.destroy()
      return
    }
    const { url, accept } = readPacket(error.rawPacket)
    const encoded = url?.replace(/[^!-~]/g, byte => encodeByte(byte))
    const status =
      error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
    if (status === 400 && encoded !== url) {
      answer(socket, 302, { Location: `${baseUrl}${encoded}`, 'Cache-Control': 'no-store' })
      return
    }
    if (url === undefined || isForPrograms({ url }) || asksForJson({ headers: { accept } })) {
      const problem = new ServiceError('invalid-request', status, text)
      answer(
        socket,
        status,
        { 'Content-Type': 'application/problem+json' },
        JSON.stringify(problemBody(problem)),
      )
      return
    }
    const title = STATUS_CODES[status] ?? 'Error'
    const page = `<!doctype html>\n<html lang="en"><title>${title}</title><h1>${title}</h1><p>${text}</p></html>\n`
    answer(socket, status, { 'Content-Type': html }, page)
  }
}

/** The address of a GET or HEAD, and what it accepts, as far as they are in what came; undefined where they are not. */
function readPacket(packet: unknown): { url: string | undefined; accept: string | undefined } {
  const head = Buffer.isBuffer(packet) ? packet.toString('latin1') : ''
  const [, url] = /^(?:GET|HEAD) (\/[^\r\n]*?)(?: HTTP\/1\.[01]\r?\n|\r?\n|$)/.exec(head) ?? []
  return { url, accept: /^accept: *(.*?) *\r?$/im.exec(head)?.[1] }
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
