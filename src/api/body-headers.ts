import type { FastifyRequest } from 'fastify'
import { UnsupportedBody } from '../errors.js'

/** Any value of the parameter, quoted or not: two values contradict each other. */
const charsets = /;\s*charset\s*=\s*(?:"([^"]*)"|([^\s;"]*))/gi
/** ASCII is a subset of UTF-8. */
const taken = new Set(['', 'utf-8', 'utf8', 'us-ascii', 'ascii'])

/** An answer quotes this many characters of a header. */
const mostShown = 40

/**
 * Throws UnsupportedBody if the headers name another media type than these, or another encoding.
 */
export function checkBodyHeaders(
  { headers }: Pick<FastifyRequest, 'headers'>,
  types: readonly string[],
): void {
  const { 'content-type': type, 'content-encoding': encoding = '' } = headers
  const isEmpty = headers['transfer-encoding'] === undefined && (headers['content-length'] ?? '0') === '0'
  if (isEmpty && type === undefined) return
  if (/[^\s,]/.test(encoding.replace(/\bidentity\b/gi, ''))) {
    const detail = `Send the body as it is, without Content-Encoding: ${shown(encoding)}.`
    throw new UnsupportedBody(detail, { 'accept-encoding': 'identity' })
  }
  const accept = { accept: types.join(', ') }
  const [media = ''] = (type ?? '').split(';', 1)
  if (!types.includes(media.trim().toLowerCase())) throw new UnsupportedBody(wanted(types), accept)
  for (const [, quoted, plain] of (type ?? '').matchAll(charsets)) {
    const charset = (quoted ?? plain ?? '').trim()
    if (!taken.has(charset.toLowerCase()))
      throw new UnsupportedBody(`Send the body as UTF-8, not as ${shown(charset)}.`, accept)
  }
}

function shown(value: string): string {
  return value.slice(0, mostShown)
}

const kinds: Record<string, string> = {
  'application/json': 'JSON',
  'text/csv': 'CSV',
  'application/x-www-form-urlencoded': 'a form',
  'multipart/form-data': 'a form',
  'application/octet-stream': 'the file',
}

function wanted(types: readonly string[]): string {
  const [first = ''] = types
  return `Send ${kinds[first] ?? first}, with Content-Type: ${types.join(' or ')}.`
}
