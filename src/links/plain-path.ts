import { slugPattern } from './slug.js'

/** A sign that is punctuation, a symbol, a blank, or invisible. */
const loose = /^[\p{P}\p{S}\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800]$/u
/** They are punctuation, but a slug may begin and end with them. */
const ofSlugs = new Set(['-', '_'])
/**
 * They begin a handle, a hidden file or a home: names of their own, and not what text puts before
 * an address.
 */
const ofBeginnings = new Set([...ofSlugs, '@', '.', '~', '$'])
/** Signs without a look of their own, that come along when text is copied. */
const unseen = /(?!\p{White_Space})[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu
/** No address goes on behind them. Below /app names of lists may have blanks. */
const stop = /^(?!\/app\/)(.*?)(?:[\s"<>]|\]\()/su
const apostrophes = new Set(["'", '’', '‘', 'ʼ', '＇', '′', '´', '`'])
/** What begins a query, a fragment or parameters of a path where neither "?" nor "#" does. */
const lostStart = /;|%3b|&|%26|%3f|%23/gi
const extensions = /^(.*?)(\.(?:svg|png|json|csv))?$/is

/**
 * An address whose path is validly encoded: what came as raw bytes is UTF-8, and what is no such
 * text becomes U+FFFD. Null where it was.
 */
export function readableAddress(address: string): string | null {
  const [path, query] = divide(address)
  const readable = encode(decodePath(path))
  return readable === path ? null : readable + query
}

/**
 * The address of a request as its author meant it, path and query: without what the text around an
 * address leaves at its ends (`/“slug”).` → `/slug`), with a query that was taken for a part of the
 * path (`/slug&a=1` → `/slug?a=1`), and encoded as usual. The `+` of a link's preview stays. Null
 * where that changes nothing.
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

/** The path of an address made plain, without a query that was taken for a part of it. */
export function plainPath(path: string): string {
  const [plain] = divide(plainAddress(path) ?? path)
  return plain
}

function divide(address: string): [path: string, query: string] {
  const end = address.search(/[?#]/)
  return end === -1 ? [address, ''] : [address.slice(0, end), address.slice(end)]
}

/**
 * Takes off what a path ends with by mistake, and tells what of it is a query: all behind a "?",
 * fields behind a "&"; but no HTML entity, no fragment and no parameters of a path
 * (`;jsessionid=1`).
 */
function divideLost(path: string): [path: string, query: string] {
  lostStart.lastIndex = path.search(/[\w\x80-\xff-]/) + 1
  const { 0: sign = '', index = path.length } = lostStart.exec(path) ?? {}
  const before = path.slice(0, index)
  const after = path.slice(index + sign.length)
  // Behind an encoded sign it was encoded once more, as a part of the path.
  const once = (text: string) => encodeURI(decodePath(text)).replace(/%25(?=[\da-f]{2})/gi, '%')
  const rest = sign.length === 1 ? after : once(after)
  const query = rest.replace(/^amp;|#.*/gis, '')
  const isQuery = /^%3f$/i.test(sign) || (/^(?:&|%26)$/i.test(sign) && query.includes('='))
  return [before, isQuery ? query : '']
}

/** Text as a path in which every part begins and ends with what a name can begin and end with. */
function tidyPath(text: string): string {
  const [, stem = '', format = ''] = extensions.exec(trimEnd(text)) ?? []
  const parts = stem.split('/').map(part => trimEnd(trimStart(part)))
  const path = `/${parts.filter(part => part !== '').join('/')}${format.toLowerCase()}`
  const [, whole] = stop.exec(path) ?? []
  return whole === undefined ? path : tidyPath(whole)
}

// A sign at a time: a pattern for all of them would take time by the square of their number.
function trimStart(text: string): string {
  const signs = [...text]
  const first = signs.findIndex(sign => !loose.test(sign) || ofBeginnings.has(sign))
  return first === -1 ? '' : signs.slice(first).join('')
}

/** Takes the "’s" of an owner off, too. */
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

/** Whether a `+` stands behind the slug, before anything else does. */
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
