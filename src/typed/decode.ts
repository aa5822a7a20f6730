/** A text with its percent-encoding decoded; invalid encoding stays unchanged. */
export function decode(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, encoded => {
    try {
      return decodeURIComponent(encoded)
    } catch {
      return encoded
    }
  })
}
