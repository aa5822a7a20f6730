const strict = new TextDecoder('utf-8', { fatal: true })

/**
 * A header's value as it was meant: Node gives every byte as a character of Latin-1, but what is
 * not ASCII is nearly always UTF-8. What is not valid UTF-8 stays as it is.
 */
export function decodeUtf8(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: every byte of ASCII
  if (/^[\x00-\x7f]*$/.test(value) || !/^[\x00-\xff]*$/.test(value)) return value
  try {
    return strict.decode(Buffer.from(value, 'latin1'))
  } catch {
    return value
  }
}
