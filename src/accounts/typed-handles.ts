import { trim } from '../typed/trim.js'
import { type Handle, parseHandle } from './handle.js'
import { typedHandle } from './handle-address.js'

/** Twice as many as a form may have: anything beyond that is too many anyway, and is not read. */
const mostEntries = 2_000

/** Splits a text into handles, at line breaks, commas, semicolons and spaces. */
export function splitHandles(text: string): string[] {
  const entries = text.split(/[\s,;]+/, mostEntries)
  return entries.length === mostEntries ? entries : entries.filter(entry => trim(entry) !== '')
}

/** The account that a person means, by its handle or its profile's address; null if by neither. */
export function typedAccount(text: string): Handle | null {
  return parseHandle(typedHandle(text))
}
