/** A text with its percent-encoding read; what is not validly encoded stays as it is. */
export function decode(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, encoded => {
    try {
      return decodeURIComponent(encoded)
    } catch {
      return encoded
    }
  })
}
