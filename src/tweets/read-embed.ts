import { postingOf } from '../rollups/posting.js'
import { storable } from '../typed/storable.js'
import { trim } from '../typed/trim.js'

/** A tweet on X, as its oEmbed answer shows it. */
export interface Embed {
  /** What was written, in lines and without its t.co links; null if nothing else was. */
  text: string | null
  /**
   * Codes of its t.co links, each once. Null if it shows no link, or perhaps not all: of a long
   * tweet it shows only the beginning.
   */
  codes: string[] | null
}

interface Link {
  code: string
  label: string
}

/** As many as the API takes from the owner. */
const mostCharacters = 4_000
const mostCodes = 100

/**
 * Reads the `html` of an oEmbed answer: a blockquote whose first paragraph is the text, with
 * `<br>`, entities and links. Null if it has no paragraph. Nobody has checked the HTML: it is read
 * once from start to end, and only text is taken from it.
 */
export function readEmbed(html: unknown): Embed | null {
  if (typeof html !== 'string') return null
  let text = ''
  let inside = false
  let link: Link | null = null
  /** The element whose content is no text. */
  let hidden: string | null = null
  const links: Link[] = []
  for (const [token] of html.matchAll(/<[^<>]*>|[^<]+|</g)) {
    const name = /^<(\/?[a-z]+)\b/i.exec(token)?.[1]?.toLowerCase()
    if (hidden !== null) {
      if (name === `/${hidden}`) hidden = null
    } else if (name === 'script' || name === 'style') {
      hidden = name
    } else if (!inside) {
      inside = name === 'p'
    } else if (name === '/p') {
      const written = trim(tidy(storable(text)))
      return { text: cut(written), codes: written.endsWith('…') ? null : codesOf(links) }
    } else if (name === 'a') {
      const code = postingOf({ referrer: plain(/\shref="([^"]*)"/i.exec(token)?.[1] ?? '') })
      link = code === '' ? null : { code, label: '' }
      if (link !== null) links.push(link)
    } else if (name === '/a') {
      link = null
    } else if (name === 'br') {
      text += '\n'
    } else if (name === undefined && link !== null) {
      link.label += token
    } else if (name === undefined) {
      text += plain(token)
    }
  }
  return null
}

/** A picture has a code, too, but a tweet with nothing else hides its link. */
function codesOf(links: Link[]): string[] | null {
  if (links.every(({ label }) => /^\s*pic\.(?:twitter|x)\.com\//i.test(label))) return null
  return [...new Set(links.map(({ code }) => code))].slice(0, mostCodes)
}

/** Without the blanks that are left where a link was. */
function tidy(text: string): string {
  return text.replace(/[^\S\n]+/g, ' ').replace(/ ?\n ?/g, '\n')
}

function cut(text: string): string | null {
  return [...text].slice(0, mostCharacters).join('') || null
}

/** U+00A0 to U+00FF, in their order. */
const latin1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest ' +
  'Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig ' +
  'agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'

const named: Readonly<Record<string, string>> = {
  ...Object.fromEntries(latin1.split(' ').map((name, n) => [name, String.fromCharCode(0xa0 + n)])),
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  mdash: '—',
  ndash: '–',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  sbquo: '‚',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  lsaquo: '‹',
  rsaquo: '›',
  bull: '•',
  euro: '€',
  trade: '™',
  OElig: 'Œ',
  oelig: 'œ',
  Scaron: 'Š',
  scaron: 'š',
  Yuml: 'Ÿ',
}

/** Text with its entities decoded; one that is unknown stays as it is. */
export function plain(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}\d{0,2}));/gi,
    (entity, decimal, hex, name) => {
      if (name !== undefined) return Object.hasOwn(named, name) ? (named[name] ?? entity) : entity
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
      return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
    },
  )
}
