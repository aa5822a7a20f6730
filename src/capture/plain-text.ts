import { decodeUtf8 } from './utf8.js'

/** Faster than testing for control characters, and true for nearly every header. */
const printable = /^[ -~]*$/

/**
 * A header's value, read as UTF-8 where it is that, without control characters, which the database
 * may refuse (NUL) and a log may misread; null if nothing is left.
 */
export function plainText(value: string | string[] | undefined, maxLength: number): string | null {
  if (typeof value !== 'string') return null
  if (printable.test(value)) return value.slice(0, maxLength) || null
  // A cut may halve a pair of surrogates.
  const text = decodeUtf8(value)
    .slice(0, maxLength)
    .replace(/[\ud800-\udbff]$/, '')
  return text.replace(/\p{Cc}/gu, '') || null
}
