import type { FastifyRequest } from 'fastify'
import type { Hints } from '../journal/record.js'
import { plainText } from './plain-text.js'

/** The facts from the headers that the counting rules need; absent or false ones are left out. */
export function readHints(request: Pick<FastifyRequest, 'method' | 'headers' | 'protocol'>): Hints {
  const { headers } = request
  const hints: Hints = {}
  if (request.method === 'HEAD') hints.head = true
  const purpose = headers['sec-purpose'] ?? headers.purpose ?? headers['x-purpose'] ?? headers['x-moz']
  const plainPurpose = purpose === undefined ? null : plainText(purpose, 64)
  if (plainPurpose !== null) hints.purpose = plainPurpose
  const fetchMode = plainText(headers['sec-fetch-mode'], 32)
  if (fetchMode !== null) hints.fetchMode = fetchMode
  const fetchDest = plainText(headers['sec-fetch-dest'], 32)
  if (fetchDest !== null && fetchDest !== 'document') hints.fetchDest = fetchDest
  if (headers.accept !== undefined && !/text\/html/i.test(headers.accept)) hints.noHtml = true
  if (!headers['accept-language']) hints.noAcceptLanguage = true
  if (request.protocol === 'https') hints.secure = true
  return hints
}
