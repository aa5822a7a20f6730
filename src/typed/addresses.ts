import { withoutPunctuation } from './pasted.js'

/** The addresses in a text, which begin with http:// or https://; none comes twice. */
export function addressesIn(text: string): string[] {
  const found: string[] = []
  replaceAddresses(text, address => {
    found.push(address)
    return address
  })
  return [...new Set(found)]
}

/** The text with others in place of its addresses. */
export function replaceAddresses(text: string, other: (address: string) => string): string {
  return text.replace(/https?:\/\/[^\s<>"]+/gi, match => {
    const address = withoutEnd(match)
    return other(address) + match.slice(address.length)
  })
}

/** Without the punctuation of the sentence around it; `…/Foo_(bar)` keeps the bracket it opened. */
function withoutEnd(match: string): string {
  const bare = withoutPunctuation(match)
  const opened = bare.split('(').length - bare.split(')').length
  return opened > 0 && match[bare.length] === ')' ? `${bare})` : bare
}
