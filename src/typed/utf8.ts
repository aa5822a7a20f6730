import { isUtf8 } from 'node:buffer'
import { InvalidEncoding } from '../errors.js'

/** The first bytes of a text in UTF-16 or UTF-32 have a zero among them. */
const firstBytes = 4
/** Where to look is halved down to so many bytes. */
const nearBytes = 64

/** Throws InvalidEncoding where bytes are no UTF-8, with the line of the first that are not. */
export function requireUtf8(bytes: Uint8Array): void {
  const isWide = bytes.subarray(0, firstBytes).includes(0)
  if (!isWide && isUtf8(bytes)) return
  throw new InvalidEncoding({ line: isWide ? 1 : lineOf(bytes) })
}

/** A text in UTF-8, without the mark of byte order that may begin it. Throws InvalidEncoding. */
export function decodeUtf8(bytes: Uint8Array): string {
  requireUtf8(bytes)
  return new TextDecoder().decode(bytes)
}

/** The line, from 1, of the first bytes that are no UTF-8. Called where there are some. */
function lineOf(bytes: Uint8Array): number {
  let good = 0
  for (let length = bytes.length; length > nearBytes; length = Math.ceil(length / 2)) {
    const end = characterAt(bytes, good + (length >> 1))
    if (isUtf8(bytes.subarray(good, end))) good = end
  }
  const near = new TextDecoder().decode(bytes.subarray(good, good + 4 * nearBytes))
  return linesIn(bytes, good) + (near.split('\ufffd', 1)[0] ?? '').split(/\r\n|\r|\n/).length
}

/** The start of the character that is at a place: a part must not end inside of one. */
function characterAt(bytes: Uint8Array, place: number): number {
  let start = place
  while (start > 0 && place - start < 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--
  return start
}

/** The ends of lines before a place; CR LF is one. */
function linesIn(bytes: Uint8Array, place: number): number {
  let lines = 0
  for (let at = 0; at < place; at++) {
    if (bytes[at] === 0x0a || (bytes[at] === 0x0d && bytes[at + 1] !== 0x0a)) lines++
  }
  return lines
}
