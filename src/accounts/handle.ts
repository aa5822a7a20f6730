import { domainToASCII, domainToUnicode } from 'node:url'
import { InvalidInput } from '../errors.js'
import { trim } from '../typed/trim.js'

export type Network = 'x' | 'bluesky' | 'mastodon'

export interface Handle {
  /** As given, with a leading @; an international domain is decoded. */
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

/** Longer texts are not examined; a handle has 320 characters at most. */
const longestText = 1000
/** For a domain, in any form. */
const longestDomain = 253

/**
 * The network and identity of a handle, recognized by its form: `@name` is X, `@name.tld` Bluesky,
 * `@name@server` Mastodon; the leading @ may be missing, and the domain may end with a dot. Null
 * for anything else.
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

/** The forms in short, for a message that says itself what is wrong. */
export const handleForms = '@name, @name.tld or @name@server'
/** What is wrong with a text that is no handle. */
export const noHandle = 'must be a handle: @name (X), @name.tld (Bluesky) or @name@server (Mastodon)'

/** What is wrong with a text as a handle and how to fix it; null if it is valid. */
export function handleProblem(text: string): string | null {
  return parseHandle(text) === null ? noHandle : null
}

/** Throws InvalidInput naming the field. */
export function readHandle(text: string, field: string): Handle {
  const handle = parseHandle(text)
  if (handle === null) throw new InvalidInput([{ field, message: noHandle }])
  return handle
}

/** The handles in the field `accounts`. Throws InvalidInput naming the entry. */
export function readHandles(texts: string[]): Handle[] {
  return texts.map((text, n) => readHandle(text, `accounts[${n}]`))
}

/** A domain with non-ASCII letters, plain or encoded. */
const international = /^(?=.*(?:[\u0080-\uffff]|xn--))[\w.\u0080-\uffff-]+$/i

/**
 * An international domain in both its forms, or both empty if the forms do not match; any other
 * text unchanged. Node versions differ in how they treat a wrong encoding.
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
 * Whether two handles mean the same account. A Mastodon account may be `@me@example.com` while its
 * posts are at `social.example.com`, so there a server and its subdomain count as one.
 */
export function isSameAccount(a: Handle, b: Handle): boolean {
  if (a.key === b.key) return true
  if (a.network !== 'mastodon' || b.network !== 'mastodon') return false
  const [, name, server = ''] = a.key.split('@')
  const [, otherName, otherServer = ''] = b.key.split('@')
  return name === otherName && (server.endsWith(`.${otherServer}`) || otherServer.endsWith(`.${server}`))
}
