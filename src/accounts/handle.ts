import { domainToASCII, domainToUnicode } from 'node:url'
import { InvalidInput } from '../errors.js'
import { trim } from '../typed/trim.js'

export type Network = 'x' | 'bluesky' | 'mastodon'

export interface Handle {
  /** As given, with its leading @; an international domain as people read it. */
  handle: string
  /** In lower case, and the domain in ASCII: what identifies the account. */
  key: string
  network: Network
}

const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
const domain = `(?=.{1,253}$)(?:${label}\\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?`
const forms: [Network, RegExp][] = [
  ['x', /^[A-Za-z0-9_]{1,15}$/],
  ['bluesky', new RegExp(`^${domain}$`)],
  ['mastodon', new RegExp(`^\\w(?:[\\w.-]{0,62}\\w)?@${domain}$`)],
]

/** Characters of what is looked at; a handle has 320 at most. */
const longestText = 1000
/** Of a domain, in any form. */
const longestDomain = 253

/**
 * The network and the identity of a handle, told from its form: `@name` is X, `@name.tld` Bluesky,
 * `@name@server` Mastodon; the leading @ may be missing, and the domain may end with the dot of a
 * full name. Null for anything else.
 */
export function parseHandle(text: string): Handle | null {
  if (text.length > longestText || /\p{Cc}/u.test(text)) return null
  const [, user = '', domain = ''] = /^@?(.*@)?(.*)$/.exec(trim(text).normalize('NFKC')) ?? []
  const { ascii, readable } = readDomain(domain)
  const form = forms.find(([, pattern]) => pattern.test(user + ascii))
  return form
    ? { handle: `@${user}${readable}`, key: `@${(user + ascii).toLowerCase()}`, network: form[0] }
    : null
}

const wanted = 'must be a handle: @name (X), @name.tld (Bluesky) or @name@server (Mastodon)'

/** What is wrong with a text that is no handle, in words that name the remedy; null for one. */
export function handleProblem(text: string): string | null {
  return parseHandle(text) === null ? wanted : null
}

/** Throws InvalidInput naming the field. */
export function readHandle(text: string, field: string): Handle {
  const handle = parseHandle(text)
  if (handle === null) throw new InvalidInput([{ field, message: wanted }])
  return handle
}

/** The handles of the field `accounts`. Throws InvalidInput naming the entry. */
export function readHandles(texts: string[]): Handle[] {
  return texts.map((text, n) => readHandle(text, `accounts[${n}]`))
}

/** A domain with letters beyond ASCII, or with such letters encoded. */
const international = /^(?=.*(?:[\u0080-\uffff]|xn--))[\w.\u0080-\uffff-]+$/i

/**
 * An international domain in both its forms, both empty for one that does not encode what it shows;
 * any other text as it is. Node's versions differ in what they make of an encoding that is wrong.
 */
function readDomain(text: string): { ascii: string; readable: string } {
  const domain = text.replace(/(\..*[^.])\.$/, '$1')
  if (domain.length > longestDomain || !international.test(domain)) return { ascii: domain, readable: domain }
  const ascii = domainToASCII(domain)
  const readable = domainToUnicode(ascii)
  const isSound = !readable.includes('xn--') && domainToASCII(readable) === ascii
  return isSound ? { ascii, readable } : { ascii: '', readable: '' }
}

/**
 * Whether two handles mean one account. A Mastodon account may be `@me@example.com` while its posts
 * stand at `social.example.com`, so there a server and its subdomain count as one.
 */
export function isSameAccount(a: Handle, b: Handle): boolean {
  if (a.key === b.key) return true
  if (a.network !== 'mastodon' || b.network !== 'mastodon') return false
  const [, name, server = ''] = a.key.split('@')
  const [, otherName, otherServer = ''] = b.key.split('@')
  return name === otherName && (server.endsWith(`.${otherServer}`) || otherServer.endsWith(`.${server}`))
}
