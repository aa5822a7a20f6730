import { domainToUnicode } from 'node:url'
import { typedAddress } from '../typed/address.js'
import { decode } from '../typed/decode.js'
import { parseUrl } from '../typed/parse-url.js'
import { trim } from '../typed/trim.js'

/**
 * The text a search looks at: the slug, the target as stored and as people read it, the title and
 * the notes, one per line. All are folded, so it does not matter how anything was typed.
 */
export function searchText(link: {
  slug: string
  url: string
  title: string | null
  notes: string | null
}): string {
  const { slug, url, title, notes } = link
  return [...new Set([slug, url, readable(url), title ?? '', notes ?? ''].map(fold))]
    .filter(line => line !== '')
    .join('\n')
}

/**
 * The alternatives of which one must be in a link's search text; none if nothing is searched for.
 */
export function searchedTexts(typed: string): string[] {
  const texts = [typed, readable(typed), readable(normalized(typed))]
  // Percent-encoding may hide control characters or invisible ones; an empty text would match every
  // link.
  const seen = texts.filter(text => !/\p{Cc}/u.test(text)).map(fold)
  return [...new Set(seen)].filter(text => trim(text) !== '')
}

/** The beginning of the search text of the link with this slug. */
export function searchedSlug(slug: string): string {
  return `${fold(slug)}\n`
}

/** With percent-encoding and international domain names decoded. */
function readable(address: string): string {
  return decode(address).replace(/xn--[a-z\d-]+/gi, name => domainToUnicode(name) || name)
}

/**
 * An address, or the beginning of one, in the normal form of stored targets; any other text
 * unchanged.
 */
function normalized(typed: string): string {
  const address = typedAddress(typed)
  const href = /^https?:/i.test(address) ? parseUrl(address)?.href : undefined
  if (href === undefined) return typed
  const whole = typed.trimEnd().endsWith('/') ? href : href.replace(/\/$/, '')
  return /^https?:/i.test(typed.trimStart()) ? whole : whole.replace(/^https:\/\//, '')
}

/**
 * Folds case, composed and wide letters, and removes invisible characters. Upper-casing unifies
 * what lower-casing keeps apart, such as ß and ss, but not the Greek sigmas and the Turkish i.
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
