import type { Static } from 'typebox'
import { typedHandle } from '../../accounts/handle-address.js'
import type { LinkChangesBody, NewLinkBody } from '../../api/link-bodies.js'
import type { Link } from '../../links/view.js'
import { typedAddress } from '../../typed/address.js'
import { trim } from '../../typed/trim.js'

type Typed = Readonly<Record<string, string>>

/**
 * The body of the API call that a form for a new link means, not yet checked; fields left empty are
 * left out.
 */
export function newLinkBody(typed: Typed): Static<typeof NewLinkBody> {
  const text = (name: string, read: (typed: string) => string = readText) => {
    const found = read(typed[name] ?? '')
    return found === '' ? {} : { [name]: found }
  }
  return {
    url: typedAddress(typed.url ?? ''),
    ...text('account', typedHandle),
    ...text('text'),
    ...text('slug'),
    ...text('title'),
    tags: readTags(typed.tags),
    ...text('expiresAt', readTime),
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
 * The body of the API call that changes what a form says otherwise than the link; null where
 * nothing is to change. A field that was left as it is takes no part, so an expiry that has passed
 * does not stand in the way.
 */
export function linkChangesBody(typed: Typed, link: Link): Static<typeof LinkChangesBody> | null {
  const before = typedOf(link)
  const readers: { [name: string]: (text: string) => unknown } = {
    url: typedAddress,
    account: typedHandle,
    text: text => readText(text) || null,
    title: text => readText(text) || null,
    tags: readTags,
    expiresAt: text => readTime(text) || null,
    enabled: text => text === 'on',
    public: text => text === 'on',
  }
  const changes = Object.entries(readers).filter(([name]) => readText(typed[name]) !== readText(before[name]))
  if (changes.length === 0) return null
  return Object.fromEntries(changes.map(([name, read]) => [name, read(typed[name] ?? '')]))
}

/** Browsers end the lines of a text area with CR LF. */
function readText(text = ''): string {
  return trim(text).replaceAll('\r\n', '\n')
}

function readTags(text = ''): string[] {
  return text
    .split(',')
    .map(trim)
    .filter(tag => tag !== '')
}

/** A field of dates and times has no zone; the pages say that it is UTC. */
export function readTime(text = ''): string {
  const time = trim(text)
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(time)) return `${time}:00Z`
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$/.test(time) ? `${time}Z` : time
}
