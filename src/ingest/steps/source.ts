import { domainToASCII } from 'node:url'
import { LRUCache } from 'lru-cache'
import { storable } from '../../typed/storable.js'
import { appSources, hostSources } from './sources.js'

export interface Source {
  /** An id from sources.ts, the host itself if no row matches, or `unknown`. */
  source: string
  /** Host of the referrer in lower case, or the package of an Android app. */
  host: string | null
  /** As the database can hold it. */
  referrer: string | null
}

const shape = /^(https?|android-app):\/\/([^/?#]*)/i

/**
 * Where a click came from. A missing or invalid referrer is `unknown`, never "direct", because apps
 * strip it. In that case, if the click happened in an app's own browser, the app is the source.
 * `servers` are Mastodon servers, in lower case and in ASCII. The table comes first, because a
 * handle such as `@me@m.facebook.com` must not turn a known place into a server.
 */
export function readSource(
  referrer: string | null,
  app: string | null,
  servers: ReadonlySet<string>,
): Source {
  const { isListed, ...read } = referrer === null ? none : readReferrer(referrer)
  // A host outside the table is its own source, without its `www.`.
  const isServer = !isListed && read.source !== null && servers.has(inAscii(read.source))
  return { ...read, source: isServer ? 'mastodon' : (read.source ?? app ?? 'unknown') }
}

function inAscii(host: string): string {
  return /[^\0-\x7f]/.test(host) ? domainToASCII(host) : host
}

/** What a referrer alone says; its source is null if it names none. */
interface Referrer extends Omit<Source, 'source'> {
  source: string | null
  /** Whether the table has it, or it is an Android app, and so no server. */
  isListed: boolean
}

const none: Referrer = { source: null, host: null, referrer: null, isListed: false }

// A few referrers bring most of the clicks.
const cache = new LRUCache<string, Referrer>({ max: 10_000 })

function readReferrer(text: string): Referrer {
  const known = cache.get(text)
  if (known !== undefined) return known
  const referrer = storable(text)
  const read = { ...readHost(referrer), referrer }
  cache.set(text, read)
  return read
}

function readHost(referrer: string): Omit<Referrer, 'referrer'> {
  const [, scheme, authority] = shape.exec(referrer) ?? []
  if (scheme === undefined || authority === undefined || authority === '') return none
  const host = authority
    .slice(authority.lastIndexOf('@') + 1)
    .replace(/:\d*$/, '')
    .replace(/\.+$/, '')
    .toLowerCase()
  if (host === '') return none
  const isApp = /^android/i.test(scheme)
  const source = isApp ? appSources.get(host) : sourceOfHost(host)
  // A host has at most 253 characters. Anything longer is not a host, and would not fit into an
  // index entry.
  return {
    source: source ?? host.replace(/^www\./, '').slice(0, 253),
    host: host.slice(0, 253),
    isListed: isApp || source !== undefined,
  }
}

/**
 * The row of the host or of the nearest domain above it: `mobile.twitter.com` is X,
 * `nottwitter.com` is not.
 */
function sourceOfHost(host: string): string | undefined {
  for (let suffix = host; ; ) {
    const source = hostSources.get(suffix)
    if (source !== undefined) return source
    const dot = suffix.indexOf('.')
    if (dot === -1) return countryHosts.find(([, hosts]) => hosts.test(host))?.[0]
    suffix = suffix.slice(dot + 1)
  }
}

/** Those that have a domain in many countries, such as `google.de` and `pinterest.com.mx`. */
const countryHosts = (
  [
    ['web-mail', 'mail\\.(?:yahoo|yandex)'],
    ['google', 'google'],
    ['yahoo', 'yahoo'],
    ['pinterest', 'pinterest'],
    ['yandex', 'yandex'],
  ] as const
).map(([source, name]) => [source, new RegExp(`(?:^|\\.)${name}\\.(?:[a-z]{2}|com?\\.[a-z]{2})$`)] as const)
