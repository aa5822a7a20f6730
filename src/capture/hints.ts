import type { IncomingMessage } from 'node:http'
import type { Hints } from '../journal/record.js'
import { plainText } from './plain-text.js'

/** Where browsers say that they load ahead: today's header, then older ones. */
const purposeHeaders = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz']

/** The facts from the headers that the counting rules need; absent or false ones are left out. */
export function readHints(
  { method, headers }: Pick<IncomingMessage, 'method' | 'headers'>,
  secure: boolean,
): Hints {
  const hints: Hints = {}
  if (method === 'HEAD') hints.head = true
  if (purposeHeaders.some(name => headers[name] !== undefined)) {
    const purposes = purposeHeaders.flatMap(name => plainText(headers[name], 64) ?? [])
    if (purposes.length > 0) hints.purpose = purposes.join(', ')
  }
  const fetchMode = plainText(headers['sec-fetch-mode'], 32)
  if (fetchMode !== null) hints.fetchMode = fetchMode
  const fetchDest = plainText(headers['sec-fetch-dest'], 32)
  if (fetchDest !== null && fetchDest !== 'document') hints.fetchDest = fetchDest
  if (headers.accept !== undefined && !/text\/html/i.test(headers.accept)) hints.noHtml = true
  if (!headers['accept-language']) hints.noAcceptLanguage = true
  if (secure) hints.secure = true
  return hints
}
