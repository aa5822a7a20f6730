import { parse } from 'node:querystring'

/**
 * Reads a query. A byte that is no UTF-8 becomes half of a character, `%FF` \udcff: every check of
 * a text refuses it and nothing stores it, while a query that nobody reads does no harm. A percent
 * sign that encodes nothing stays one.
 */
export function readQuery(text: string): Record<string, unknown> {
  return parse(text, '&', '=', { decodeURIComponent: decodeText })
}

function decodeText(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text.replace(/(?:%[\da-f]{2})+/gi, decodeBytes)
  }
}

/** A character at a time: of what is none, each byte by itself. */
function decodeBytes(encoded: string): string {
  return encoded.replace(/%[0-7].|%[c-d].%..|%e.%..%..|%f.%..%..%..|%../gi, part => {
    try {
      return decodeURIComponent(part)
    } catch {
      return part.replace(/%(..)/g, (byte, hex: string) => {
        const value = Number.parseInt(hex, 16)
        return value < 0x80 ? decodeURIComponent(byte) : String.fromCharCode(0xdc00 + value)
      })
    }
  })
}
