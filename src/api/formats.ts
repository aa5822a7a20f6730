import { handleProblem } from '../accounts/handle.js'
import { nameProblem } from '../accounts/lists/name.js'
import type { Context } from '../context.js'
import { slugProblem } from '../links/slug.js'
import { targetProblem } from '../links/target.js'
import { parseInstant } from '../stats/moment.js'
import { parseTweetAddress, unknownTweet } from '../tweets/address.js'
import { firstTweetsAt } from '../tweets/status-time.js'
import { isBroken } from '../typed/controls.js'
import { trim } from '../typed/trim.js'
import { reachOf } from '../webhooks/reach.js'

/** What is wrong with a text and how to fix it; null if it is valid. */
export type Check = (text: string) => string | null

/** A longer text is refused unchecked: some of the checks would take long. */
export const longestText = 10_000

/** Clients' clocks may be this far ahead of ours. */
const skewMs = 5 * 60_000

/**
 * The formats used in the schemas of bodies and queries. The domain's checks are listed here so
 * that one answer can name every invalid field.
 */
export function formatChecks(ctx: Pick<Context, 'config' | 'now' | 'reservedSlugs'>): Record<string, Check> {
  const checks: Record<string, Check> = {
    target: text => targetProblem(text, ctx.config),
    webhook: reachOf(ctx.config).problem,
    slug: text => slugProblem(trim(text), ctx.reservedSlugs),
    handle: handleProblem,
    'list-name': nameProblem,
    line: lineProblem,
    tag: text => (text === '' ? 'must not be empty; leave it out' : lineProblem(text)),
    text: text =>
      isBroken(text.replace(/\r\n|[\n\t]/g, ''))
        ? 'must not contain control characters or broken Unicode'
        : null,
    tweet: text => {
      const address = parseTweetAddress(text)
      if (address === null) return unknownTweet
      return address.at ? pastProblem(address.at, ctx.now()) : null
    },
    'date-time': timeProblem,
    past: text => timeProblem(text) ?? pastProblem(new Date(text), ctx.now()),
    future: text => timeProblem(text) ?? (new Date(text) > ctx.now() ? null : 'must be in the future'),
  }
  return Object.fromEntries(Object.entries(checks).map(([name, check]) => [name, ofSomeLength(check)]))
}

function lineProblem(text: string): string | null {
  return isBroken(text) ? 'must be one line without control characters or broken Unicode' : null
}

function ofSomeLength(check: Check): Check {
  return text => (text.length > longestText ? `must have at most ${longestText} characters` : check(text))
}

/** What programs are told; the fields of forms take times in another notation. */
export const timeWanted =
  'must be a time in ISO 8601 with its zone, such as 2026-01-31T12:00:00Z, of a year from 1 to 9999'

function timeProblem(text: string): string | null {
  if (parseInstant(text) !== null) return null
  return timeWanted
}

function pastProblem(at: Date, now: Date): string | null {
  if (at.getTime() > now.getTime() + skewMs) return `must not be in the future (found ${at.toISOString()})`
  return at < firstTweetsAt ? `must not be before 2006 (found ${at.toISOString()})` : null
}
