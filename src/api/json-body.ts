import { BodyTooComplex } from '../errors.js'

/** More than any body of the API needs; a body within them is parsed in a few milliseconds. */
const mostLevels = 100
const mostValues = 50_000

const [quote, comma, backslash] = [...Buffer.from('",\\')]
const opening = new Set(Buffer.from('[{'))
const closing = new Set(Buffer.from(']}'))

/** Throws BodyTooComplex for JSON that is too deep or has too many values, before parsing it. */
export function requirePlainJson(bytes: Uint8Array): void {
  let levels = 0
  let values = 1
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (byte === quote) at = endOfText(bytes, at)
    else if (byte === comma) values++
    else if (closing.has(byte)) levels--
    else if (opening.has(byte)) {
      values++
      levels++
    }
    if (levels > mostLevels)
      throw new BodyTooComplex(`The JSON has more than ${mostLevels} levels; send less of it at once.`)
    if (values > mostValues)
      throw new BodyTooComplex(`The JSON has more than ${mostValues} values; send less of it at once.`)
  }
}

/** Where the string that starts at this quote ends. */
function endOfText(bytes: Uint8Array, start: number): number {
  let at = start + 1
  while (at < bytes.length && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1
  return at
}
