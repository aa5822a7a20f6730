import { parse } from 'node:querystring'

/**
 * Parses a query. A byte that is not valid UTF-8 becomes a lone surrogate (`%FF` → \udcff): every
 * text check refuses it and nothing stores it, but it does no harm in a query that nobody reads. A
 * percent sign that encodes nothing stays as it is.
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

/** One character at a time; invalid sequences byte by byte. */
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
