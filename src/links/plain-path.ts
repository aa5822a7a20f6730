import { slugPattern } from './slug.js'

/** A character that is punctuation, a symbol, a space, or invisible. */
const loose = /^[\p{P}\p{S}\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800]$/u
/** These are punctuation, but a slug may begin and end with them. */
const ofSlugs = new Set(['-', '_'])
/**
 * These begin a handle, a hidden file or a home directory, so they belong to the name and not to
 * the text before an address.
 */
const ofBeginnings = new Set([...ofSlugs, '@', '.', '~', '$'])
/** Invisible characters that get copied along with text. */
const unseen = /(?!\p{White_Space})[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu
/** No address continues after these. Below /app, list names may contain spaces. */
const stop = /^(?!\/app\/)(.*?)(?:[\s"<>]|\]\()/su
const apostrophes = new Set(["'", '’', '‘', 'ʼ', '＇', '′', '´', '`'])
/** What begins a query, a fragment or path parameters other than "?" and "#". */
const lostStart = /;|%3b|&|%26|%3f|%23/gi
const extensions = /^(.*?)(\.(?:svg|png|json|csv))?$/is

/**
 * The address with a validly encoded path: raw bytes are read as UTF-8, and invalid ones become
 * U+FFFD. Null if it was valid already.
 */
export function readableAddress(address: string): string | null {
  const [path, query] = divide(address)
  const readable = encode(decodePath(path))
  return readable === path ? null : readable + query
}

/**
 * The path and query of a request as its author meant them: without punctuation from the
 * surrounding text (`/“slug”).` → `/slug`), with a query that ended up in the path (`/slug&a=1` →
 * `/slug?a=1`), and encoded as usual. The `+` of a link's preview stays. Null if nothing changes.
 */
export function plainAddress(address: string): string | null {
  const [whole, query] = divide(address)
  const [path, lost] = divideLost(whole)
  const text = decodePath(path)
    .replace(unseen, '')
    .replace(/[＠﹫]/g, '@')
  const plain = tidyPath(text)
  if (plain === '/') return null
  const rest = lost === '' ? query : `?${lost}${query.replace('?', '&')}`
  const found = encode(plain) + (isPreview(plain, text) ? '+' : '')
  return found === whole ? null : found + rest
}

/** The plain path of an address, without a query that ended up in it. */
export function plainPath(path: string): string {
  const [plain] = divide(plainAddress(path) ?? path)
  return plain
}

function divide(address: string): [path: string, query: string] {
  const end = address.search(/[?#]/)
  return end === -1 ? [address, ''] : [address.slice(0, end), address.slice(end)]
}

/**
 * Removes what does not belong to the end of a path, and returns the part that is a query:
 * everything after "?", or fields after "&", but not HTML entities, fragments or path parameters
 * (`;jsessionid=1`).
 */
function divideLost(path: string): [path: string, query: string] {
  lostStart.lastIndex = path.search(/[\w\x80-\xff-]/) + 1
  const { 0: sign = '', index = path.length } = lostStart.exec(path) ?? {}
  const before = path.slice(0, index)
  const after = path.slice(index + sign.length)
  // After an encoded sign the rest was encoded again, as part of the path.
  const once = (text: string) => encodeURI(decodePath(text)).replace(/%25(?=[\da-f]{2})/gi, '%')
  const rest = sign.length === 1 ? after : once(after)
  const query = rest.replace(/^amp;|#.*/gis, '')
  const isQuery = /^%3f$/i.test(sign) || (/^(?:&|%26)$/i.test(sign) && query.includes('='))
  return [before, isQuery ? query : '']
}

/**
 * Text as a path in which every segment begins and ends with characters that a name can begin and
 * end with.
 */
function tidyPath(text: string): string {
  const [, stem = '', format = ''] = extensions.exec(trimEnd(text)) ?? []
  const parts = stem.split('/').map(part => trimEnd(trimStart(part)))
  const path = `/${parts.filter(part => part !== '').join('/')}${format.toLowerCase()}`
  const [, whole] = stop.exec(path) ?? []
  return whole === undefined ? path : tidyPath(whole)
}

// One character at a time: a pattern for all of them would take quadratic time.
function trimStart(text: string): string {
  const signs = [...text]
  const first = signs.findIndex(sign => !loose.test(sign) || ofBeginnings.has(sign))
  return first === -1 ? '' : signs.slice(first).join('')
}

/** Also removes a possessive "’s". */
function trimEnd(text: string): string {
  const signs = [...text]
  let end = signs.length
  for (;;) {
    const [last = '-', before = ''] = [signs[end - 1], signs[end - 2]]
    if (loose.test(last) && !ofSlugs.has(last)) end -= 1
    else if (/^s$/i.test(last) && apostrophes.has(before)) end -= 2
    else return signs.slice(0, end).join('')
  }
}

/** Whether a `+` directly follows the slug. */
function isPreview(plain: string, text: string): boolean {
  const slug = plain.slice(1)
  if (!slugPattern.test(slug)) return false
  const signs = [...text.slice(text.indexOf(slug) + slug.length)]
  const end = signs.findIndex(sign => !loose.test(sign) || ofSlugs.has(sign))
  return (end === -1 ? signs : signs.slice(0, end)).includes('+')
}

function encode(path: string): string {
  return encodeURI(path).replace(/[?#]/g, encodeURIComponent)
}

function decodePath(path: string): string {
  const bytes = path.replace(/%([0-9a-f]{2})|%[0-9a-f]?$/gi, (_, hex?: string) =>
    hex === undefined ? '%' : String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(bytes, 'latin1').toString()
}
