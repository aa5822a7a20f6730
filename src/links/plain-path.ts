import { slugPattern } from './slug.js'

/** A sign that is punctuation, a symbol, a blank, or invisible. */
const loose = /^[\p{P}\p{S}\p{Z}\p{C}\p{Default_Ignorable_Code_Point}]$/u
/** They are punctuation, but a slug may end with them. */
const ofSlugs = new Set(['-', '_'])

/**
 * The path of a request in plain characters. It need not be valid: what came as raw bytes is UTF-8, and what is no such
 * text becomes U+FFFD.
 */
function decodePath(path: string): string {
  const bytes = path.replace(/%([0-9a-f]{2})|%[0-9a-f]?$/gi, (_, hex?: string) =>
    hex === undefined ? '%' : String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(bytes, 'latin1').toString()
}

/**
 * The address of a request as its author meant it, path and query: without what the text around an address leaves at its
 * end (`/slug).` → `/slug`), and encoded as usual. The `+` of a link's preview stays. Null where that changes nothing.
 */
export function plainAddress(address: string): string | null {
  const end = address.search(/[?#]/)
  const path = end === -1 ? address : address.slice(0, end)
  // A sign at a time from the end: a pattern for all of them would take time by the square of their number.
  const signs = [...decodePath(path)]
  const last = signs.findLastIndex(sign => !loose.test(sign) || ofSlugs.has(sign))
  const kept = signs
    .slice(0, last + 1)
    .join('')
    .replace(/\/{2,}/g, '/')
  if (kept === '') return null
  const preview = slugPattern.test(kept.slice(1)) && signs.includes('+', last + 1)
  const plain = encodeURI(kept).replace(/[?#]/g, encodeURIComponent) + (preview ? '+' : '')
  return plain === path ? null : plain + address.slice(path.length)
}
