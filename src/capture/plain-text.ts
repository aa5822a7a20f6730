/** Quicker than to ask for control characters, and true of nearly every header. */
const printable = /^[ -~]*$/

/**
 * A header's value without control characters, which a database may refuse (NUL) or a log misread;
 * null where nothing is left.
 */
export function plainText(value: string | string[] | undefined, maxLength: number): string | null {
  if (typeof value !== 'string') return null
  const text = value.length > maxLength ? value.slice(0, maxLength) : value
  return (printable.test(text) ? text : text.replace(/\p{Cc}/gu, '')) || null
}
