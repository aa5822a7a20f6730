import { trim } from './trim.js'

/** What stands before an address in a text: quotes, brackets, and the marks of Markdown. */
const opening = /^[\p{Pi}\p{Pf}\p{Ps}\p{Z}"'`<*>]$/u
/** The brackets around an address of IPv6 are part of it. */
const addressOfHost = /^\[[\da-f.]*:[\da-f:.]*\]/i
/** What stands after it, but for what an address of a person or a tweet may end with. */
const closing = /^(?![/_~=-])[\p{P}\p{S}\p{Z}\p{C}]$/u

/** Characters; nobody pastes longer ones, and reading them would take time. */
const longest = 8192

/**
 * An address as it was copied out of a text: without quotes and brackets, and a full stop behind.
 */
export function pastedAddress(text: string): string {
  if (text.length > longest) return ''
  const seen = trim(text)
  const signs = [...seen]
  const first = addressOfHost.test(seen) ? 0 : signs.findIndex(sign => !opening.test(sign))
  return first === -1 ? '' : withoutEnd(signs.slice(first))
}

/** A text without the punctuation at its end. */
export function withoutPunctuation(text: string): string {
  return withoutEnd([...text])
}

function withoutEnd(signs: string[]): string {
  return signs.slice(0, signs.findLastIndex(sign => !closing.test(sign)) + 1).join('')
}
