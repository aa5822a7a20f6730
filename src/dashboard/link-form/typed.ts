import type { Static } from 'typebox'
import type { LinkChangesBody, NewLinkBody } from '../../api/link-bodies.js'
import type { Link } from '../../links/view.js'

type Typed = Readonly<Record<string, string>>

/** The body of the API call that a form for a new link means, not yet checked; fields left empty are left out. */
export function newLinkBody(typed: Typed): Static<typeof NewLinkBody> {
  const text = (name: string) => (typed[name]?.trim() ? { [name]: readText(typed[name]) } : {})
  return {
    url: readAddress(typed.url),
    ...text('account'),
    ...text('text'),
    ...text('slug'),
    ...text('title'),
    tags: readTags(typed.tags),
    ...(typed.expiresAt?.trim() && { expiresAt: readTime(typed.expiresAt) }),
    public: typed.public === 'on',
  }
}

/** What a form says of a link that is there. */
export function typedOf(link: Link): Record<string, string> {
  return {
    url: link.url,
    account: link.account ?? '',
    text: link.tweet?.text ?? '',
    title: link.title ?? '',
    tags: link.tags.join(', '),
    expiresAt: link.expiresAt?.slice(0, 16) ?? '',
    enabled: link.enabled ? 'on' : '',
    public: link.public ? 'on' : '',
  }
}

/**
 * The body of the API call that changes what a form says otherwise than the link; null where nothing is to change. A
 * field that was left as it is takes no part, so an expiry that has passed does not stand in the way.
 */
export function linkChangesBody(typed: Typed, link: Link): Static<typeof LinkChangesBody> | null {
  const before = typedOf(link)
  const readers: { [name: string]: (text: string | undefined) => unknown } = {
    url: readAddress,
    account: readText,
    text: text => readText(text) || null,
    title: text => readText(text) || null,
    tags: readTags,
    expiresAt: text => readTime(text) || null,
    enabled: text => text === 'on',
    public: text => text === 'on',
  }
  const changes = Object.entries(readers).filter(([name]) => readText(typed[name]) !== readText(before[name]))
  if (changes.length === 0) return null
  return Object.fromEntries(changes.map(([name, read]) => [name, read(typed[name])]))
}

/** Browsers end the lines of a text area with CR LF. */
function readText(text = ''): string {
  return text.trim().replaceAll('\r\n', '\n')
}

/** "example.com/page" is what people type. */
function readAddress(text = ''): string {
  const address = text.trim()
  return /^[\w-]+(\.[\w-]+)+(:\d+)?([/?#]|$)/.test(address) ? `https://${address}` : address
}

function readTags(text = ''): string[] {
  const tags = text.split(',').map(tag => tag.trim())
  return [...new Set(tags.filter(tag => tag !== ''))]
}

/** A field of dates and times has no zone; the pages say that it is UTC. */
export function readTime(text = ''): string {
  const time = text.trim()
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(time)) return `${time}:00Z`
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$/.test(time) ? `${time}Z` : time
}
