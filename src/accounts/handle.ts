export type Network = 'x' | 'bluesky' | 'mastodon'

export interface Handle {
  /** As given, with its leading @. */
  handle: string
  /** In lower case: what identifies the account. */
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

/**
 * The network and the identity of a handle, told from its form: `@name` is X, `@name.tld` Bluesky, `@name@server`
 * Mastodon; the leading @ may be missing. Null for anything else.
 */
export function parseHandle(text: string): Handle | null {
  const name = text.startsWith('@') ? text.slice(1) : text
  const form = forms.find(([, pattern]) => pattern.test(name))
  return form ? { handle: `@${name}`, key: `@${name.toLowerCase()}`, network: form[0] } : null
}

/**
 * Whether two handles mean one account. A Mastodon account may be `@me@example.com` while its postings stand at
 * `social.example.com`, so there a server and its subdomain count as one.
 */
export function isSameAccount(a: Handle, b: Handle): boolean {
  if (a.key === b.key) return true
  if (a.network !== 'mastodon' || b.network !== 'mastodon') return false
  const [, name, server = ''] = a.key.split('@')
  const [, otherName, otherServer = ''] = b.key.split('@')
  return name === otherName && (server.endsWith(`.${otherServer}`) || otherServer.endsWith(`.${server}`))
}
