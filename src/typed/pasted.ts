import { trim } from './trim.js'

/** What may precede an address in a text: quotes, brackets and Markdown. */
const opening = /^[\p{Pi}\p{Pf}\p{Ps}\p{Z}"'`<*>]$/u
/** The brackets around an IPv6 address are part of it. */
const addressOfHost = /^\[[\da-f.]*:[\da-f:.]*\]/i
/**
 * What may follow it, except for characters that the address of a profile or a tweet may end with.
 */
const closing = /^(?![/_~=-])[\p{P}\p{S}\p{Z}\p{C}]$/u

/** In characters; nobody pastes longer ones, and reading them would take time. */
const longest = 8192

/** An address copied from a text, without quotes, brackets and a final full stop. */
export function pastedAddress(text: string): string {
  if (text.length > longest) return ''
  const seen = trim(text)
  const signs = [...seen]
  const first = addressOfHost.test(seen) ? 0 : signs.findIndex(sign => !opening.test(sign))
  return first === -1 ? '' : withoutEnd(signs.slice(first))
}

/** Removes the punctuation at the end of a text. */
export function withoutPunctuation(text: string): string {
  return withoutEnd([...text])
}

function withoutEnd(signs: string[]): string {
  return signs.slice(0, signs.findLastIndex(sign => !closing.test(sign)) + 1).join('')
}
