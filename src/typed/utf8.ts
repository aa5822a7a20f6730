import { isUtf8 } from 'node:buffer'
import { InvalidEncoding } from '../errors.js'

/** A text in UTF-16 or UTF-32 has many zeros among its first bytes, one in UTF-8 hardly any. */
const firstBytes = 64
/** The search is bisected down to this many bytes. */
const nearBytes = 64
const decoder = new TextDecoder()

/** Throws InvalidEncoding if bytes are not valid UTF-8, with the line of the first invalid ones. */
export function requireUtf8(bytes: Uint8Array): void {
  const wide = isWide(bytes.subarray(0, firstBytes))
  if (!wide && isUtf8(bytes)) return
  throw new InvalidEncoding({ line: wide ? 1 : lineOf(bytes) })
}

/** Nothing but zeros is UTF-8 as well: NUL is a character of its own. */
function isWide(start: Uint8Array): boolean {
  const zeros = start.filter(byte => byte === 0).length
  return zeros < start.length && zeros * 4 >= start.length
}

/** Decodes a UTF-8 text and removes a byte order mark. Throws InvalidEncoding. */
export function decodeUtf8(bytes: Uint8Array): string {
  requireUtf8(bytes)
  return decoder.decode(bytes)
}

/** The line, from 1, of the first bytes that are not valid UTF-8. There must be some. */
function lineOf(bytes: Uint8Array): number {
  let good = 0
  for (let length = bytes.length; length > nearBytes; length = Math.ceil(length / 2)) {
    const end = characterAt(bytes, good + (length >> 1))
    if (isUtf8(bytes.subarray(good, end))) good = end
  }
  const near = decoder.decode(bytes.subarray(good, good + 4 * nearBytes))
  return linesIn(bytes, good) + (near.split('\ufffd', 1)[0] ?? '').split(/\r\n|\r|\n/).length
}

/** The start of the character at an offset: a slice must not end inside a character. */
function characterAt(bytes: Uint8Array, place: number): number {
  let start = place
  while (start > 0 && place - start < 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--
  return start
}

/** The number of line ends before an offset; CR LF counts as one. */
function linesIn(bytes: Uint8Array, place: number): number {
  let lines = 0
  for (let at = 0; at < place; at++) {
    if (bytes[at] === 0x0a || (bytes[at] === 0x0d && bytes[at + 1] !== 0x0a)) lines++
  }
  return lines
}
