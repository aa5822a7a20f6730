/** Faster than testing for control characters, and true for nearly every header. */
const printable = /^[ -~]*$/

/**
 * A header's value without control characters, which the database may refuse (NUL) and a log may
 * misread; null if nothing is left.
 */
export function plainText(value: string | string[] | undefined, maxLength: number): string | null {
  if (typeof value !== 'string') return null
  const text = value.length > maxLength ? value.slice(0, maxLength) : value
  return (printable.test(text) ? text : text.replace(/\p{Cc}/gu, '')) || null
}
