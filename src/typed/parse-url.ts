/**
 * An absolute address, or null if the text is not one. Use it instead of URL.canParse, which in
 * Node 20 refuses letters such as ü once a busy process has compiled it.
 */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}
