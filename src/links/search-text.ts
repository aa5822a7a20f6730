import { domainToUnicode } from 'node:url'
import { typedAddress } from '../typed/address.js'
import { decode } from '../typed/decode.js'
import { parseUrl } from '../typed/parse-url.js'
import { trim } from '../typed/trim.js'

/**
 * What a link is found by: its slug, its target as it is stored and as people read it, and its
 * title, each in a line of its own and folded, so that a search need not care how anything was
 * typed.
 */
export function searchText(link: { slug: string; url: string; title: string | null }): string {
  const { slug, url, title } = link
  return [...new Set([slug, url, readable(url), title ?? ''].map(fold))]
    .filter(line => line !== '')
    .join('\n')
}

/** The texts of which one must be in a link's search text; none where nothing is searched for. */
export function searchedTexts(typed: string): string[] {
  const texts = [typed, readable(typed), readable(normalized(typed))]
  // What is encoded may be a control character, or nothing that can be seen, which is in every
  // text.
  const seen = texts.filter(text => !/\p{Cc}/u.test(text)).map(fold)
  return [...new Set(seen)].filter(text => trim(text) !== '')
}

/** How the search text of the link with this slug begins. */
export function searchedSlug(slug: string): string {
  return `${fold(slug)}\n`
}

/** With its percent-encoding and its international names read. */
function readable(address: string): string {
  return decode(address).replace(/xn--[a-z\d-]+/gi, name => domainToUnicode(name) || name)
}

/**
 * An address, or the beginning of one, in the normal form that targets are stored in; any other
 * text as it is.
 */
function normalized(typed: string): string {
  const address = typedAddress(typed)
  const href = /^https?:/i.test(address) ? parseUrl(address)?.href : undefined
  if (href === undefined) return typed
  const whole = typed.trimEnd().endsWith('/') ? href : href.replace(/\/$/, '')
  return /^https?:/i.test(typed.trimStart()) ? whole : whole.replace(/^https:\/\//, '')
}

/**
 * Without case, in one form of composed and of wide letters, and without what cannot be seen. Upper
 * case makes one of what lower case keeps apart, such as ß and ss; of the Greek sigmas and the
 * Turkish i it does not.
 */
function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replaceAll('i\u0307', 'i')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/\p{Cc}/gu, ' ')
    .normalize('NFC')
}
