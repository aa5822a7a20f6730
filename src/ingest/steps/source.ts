import { appSources, hostSources } from './sources.js'

export interface Source {
  /** An id of sources.ts, the host itself where no row matches, or `unknown`. */
  source: string
  /** Host of the referrer in lower case, or the package of an Android app. */
  host: string | null
}

const shape = /^(https?|android-app):\/\/([^/?#]*)/i

/**
 * Where a click came from. A referrer that is missing or none is `unknown`, never "direct": apps strip it. Then the app in
 * whose own browser the click happened, if any, is the source.
 */
export function readSource(referrer: string | null, app: string | null): Source {
  const [, scheme, authority] = shape.exec(referrer ?? '') ?? []
  if (scheme === undefined || authority === undefined || authority === '') {
    return { source: app ?? 'unknown', host: null }
  }
  const host = authority
    .slice(authority.lastIndexOf('@') + 1)
    .replace(/:\d*$/, '')
    .replace(/\.$/, '')
    .toLowerCase()
  if (host === '') return { source: app ?? 'unknown', host: null }
  const source = /^android/i.test(scheme) ? appSources.get(host) : sourceOfHost(host)
  // A host may be 253 characters long; whatever is longer is no host, and an index entry has its limit.
  return { source: source ?? host.replace(/^www\./, '').slice(0, 253), host: host.slice(0, 253) }
}

/** The row of the host or of the nearest domain above it: `mobile.twitter.com` is X, `nottwitter.com` is not. */
function sourceOfHost(host: string): string | undefined {
  for (let suffix = host; ; ) {
    const source = hostSources.get(suffix)
    if (source !== undefined) return source
    const dot = suffix.indexOf('.')
    if (dot === -1) return googleHost.test(host) ? 'google' : yahooHost.test(host) ? 'yahoo' : undefined
    suffix = suffix.slice(dot + 1)
  }
}

// Google and Yahoo answer under a domain of nearly every country.
const googleHost = /(?:^|\.)google\.(?:[a-z]{2}|com?\.[a-z]{2})$/
const yahooHost = /(?:^|\.)yahoo\.(?:[a-z]{2}|com?\.[a-z]{2})$/
