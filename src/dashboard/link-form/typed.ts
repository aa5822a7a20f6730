import type { Static } from 'typebox'
import { typedHandle } from '../../accounts/handle-address.js'
import type { LinkChangesBody, NewLinkBody } from '../../api/link-bodies.js'
import type { Link } from '../../links/view.js'
import { typedAddress } from '../../typed/address.js'
import { typedTags } from '../../typed/tags.js'
import { typedTime } from '../../typed/time.js'
import { trim } from '../../typed/trim.js'
import { typedNumber } from '../form.js'

type Typed = Readonly<Record<string, string>>

/** The API body for a new link from its form, not yet checked; empty fields are left out. */
export function newLinkBody(typed: Typed): Static<typeof NewLinkBody> {
  const text = (name: string, read: (typed: string) => string = readText) => {
    const found = read(typed[name] ?? '')
    return found === '' ? {} : { [name]: found }
  }
  const maxClicks = typedNumber(typed.maxClicks)
  return {
    url: typedAddress(typed.url ?? ''),
    ...text('account', typedHandle),
    ...text('text'),
    ...text('slug'),
    ...text('title'),
    ...text('notes'),
    tags: typedTags(typed.tags),
    ...text('expiresAt', readExpiry),
    ...(maxClicks !== undefined && { maxClicks }),
    public: typed.public === 'on',
  }
}

/** The form fields for an existing link. */
export function typedOf(link: Link): Record<string, string> {
  return {
    url: link.url,
    account: link.account ?? '',
    text: link.tweet?.text ?? '',
    title: link.title ?? '',
    notes: link.notes ?? '',
    tags: link.tags.join(', '),
    expiresAt: link.expiresAt?.slice(0, 16) ?? '',
    maxClicks: link.maxClicks?.toString() ?? '',
    enabled: link.enabled ? 'on' : '',
    public: link.public ? 'on' : '',
  }
}

/**
 * The API body with the fields in which the form differs from the link; null if nothing changes.
 * Unchanged fields are left out, so an expiry in the past does not block other changes.
 */
export function linkChangesBody(typed: Typed, link: Link): Static<typeof LinkChangesBody> | null {
  const before = typedOf(link)
  const readers: { [name: string]: (text: string) => unknown } = {
    url: typedAddress,
    account: text => typedHandle(text) || null,
    text: text => readText(text) || null,
    title: text => readText(text) || null,
    notes: text => readText(text) || null,
    tags: typedTags,
    expiresAt: text => readExpiry(text) || null,
    maxClicks: text => typedNumber(text) ?? null,
    enabled: text => text === 'on',
    public: text => text === 'on',
  }
  const changes = Object.entries(readers).filter(([name]) => readText(typed[name]) !== readText(before[name]))
  if (changes.length === 0) return null
  return Object.fromEntries(changes.map(([name, read]) => [name, read(typed[name] ?? '')]))
}

/** Browsers send CR LF at the ends of lines in a text area. */
function readText(text = ''): string {
  return trim(text).replaceAll('\r\n', '\n')
}

/** A plain day ends a link when it begins. */
function readExpiry(text: string): string {
  return typedTime(readTime(text))
}

/** A date and time field has no zone; the pages say that it is UTC. */
export function readTime(text = ''): string {
  const time = trim(text)
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(time)) return `${time}:00Z`
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$/.test(time) ? `${time}Z` : time
}
