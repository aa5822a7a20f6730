// PostgreSQL takes neither a NUL in text nor a lone surrogate, which UTF-8 cannot express.
const unstorable = /[\0\p{Surrogate}]/gu

/** The text as the database can store it: anything else is replaced by U+FFFD. */
export function storable<T extends string | null>(text: T): T
export function storable(text: string | null): string | null {
  return text === null || isStorable(text) ? text : text.replace(unstorable, '\ufffd')
}

/** Whether the database can store the text unchanged. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}
