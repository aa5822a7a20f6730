import type { LinkGone } from '../errors.js'

/** What decides whether a link redirects. */
interface Limits {
  deletedAt: Date | null
  enabled: boolean
  expiresAt: Date | null
  /** Clicks of people until its limit; null if it has none. */
  clicksLeft: number | null
}

/**
 * Why a link does not redirect; null if it does. The limit of clicks is as exact as counting is
 * quick: clicks of the last moments, which no node has counted yet, can pass it. To be exact, a
 * visitor would have to wait until the clicks before are judged, no matter which node took them.
 */
export function whyGone(link: Limits, now: Date): LinkGone['facts']['reason'] | null {
  if (link.deletedAt !== null) return 'deleted'
  if (!link.enabled) return 'disabled'
  if (link.expiresAt !== null && link.expiresAt <= now) return 'expired'
  return link.clicksLeft !== null && link.clicksLeft <= 0 ? 'used-up' : null
}
