import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'

/** What a click needs of a request, however it was read. */
export type PlainRequest = Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'socket' | 'complete'>

const maxBytes = 8 * 1024
/** Lines of printable ASCII, and an empty one. */
const lines = /^(?:[ -~]+\r\n)+\r\n$/
const token = /^[!#$%&'*+.^_`|~\w-]+$/
/** Names of headers that change how a request is to be read. */
const special = new Set(['content-length', 'transfer-encoding', 'expect', 'upgrade', 'proxy-connection'])

/** Names of headers as they were written, and in lower case; null for what only Node reads. */
const names = new Map<string, string | null>()
/** Clients write a name in one way or two, unless they mean to fill the memory. */
const maxNames = 500

/**
 * Reads a whole piece of what came over a connection as one request without a body that leaves the
 * connection open, with its headers as Node gives them. Null for everything else: a part of a
 * request, two of them, another method, a header twice, a character that is not ASCII. It reads
 * nothing that Node would refuse, and nothing in another way.
 */
export function readPlainRequest(bytes: Buffer, socket: Socket): PlainRequest | null {
  if (bytes.length > maxBytes) return null
  const text = bytes.toString('latin1')
  const afterUrl = text.indexOf(' ', 4)
  if (!text.startsWith('GET /') || !text.startsWith(' HTTP/1.1\r\n', afterUrl) || !lines.test(text))
    return null
  const headers: Record<string, string> = {}
  for (let from = afterUrl + 11; from < text.length - 2; ) {
    const end = text.indexOf('\r\n', from)
    const colon = text.indexOf(':', from)
    const name = colon < end ? nameOf(text.slice(from, colon)) : null
    if (name === null || headers[name] !== undefined) return null
    headers[name] = text.slice(colon + 1, end).trim()
    from = end + 2
  }
  const { host, connection } = headers
  if (host === undefined || (connection !== undefined && !/^keep-alive$/i.test(connection))) return null
  return { method: 'GET', url: text.slice(4, afterUrl), headers, socket, complete: true }
}

function nameOf(written: string): string | null {
  const known = names.get(written)
  if (known !== undefined) return known
  const lower = written.toLowerCase()
  const name = token.test(written) && !special.has(lower) ? lower : null
  if (names.size < maxNames && written.length < 64) names.set(written, name)
  return name
}
