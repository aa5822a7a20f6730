import type { Hints, HitRecord } from '../../journal/record.js'
import { rulesVersion } from '../../rollups/rules-version.js'
import { isStorable, storable } from '../../typed/storable.js'
import { readAgent } from './agent.js'
import { judge } from './rules.js'
import { readSource } from './source.js'

/** What the rules say about a record. */
export type Unjudged = Omit<HitRecord, 'linkIdentity'>

/** A judged hit: a row of `clicks`, with its time in milliseconds and its visitor in hex. */
export interface JudgedHit extends Omit<Unjudged, 'hints'> {
  /** Why it is not a person's click; null if it is one. */
  reason: string | null
  rulesVersion: number
  hints: Record<string, unknown>
  source: string
  referrerHost: string | null
  browser: string | null
  system: string | null
  device: string | null
}

/**
 * Judges a record by today's rules. `tweetedAt` is the time of the link's published tweet in
 * milliseconds, or null if there is none; `servers` are the known Mastodon servers. Text is made
 * storable first, so that the breakdowns count exactly what is stored.
 */
export function classify(
  record: Unjudged,
  tweetedAt: number | null,
  servers: ReadonlySet<string>,
): JudgedHit {
  const hints = storableHints(record.hints)
  const agent = readAgent(record.userAgent)
  const { userAgent } = agent
  const { source, host, referrer } = readSource(record.referrer, agent.app, servers)
  return {
    id: record.id,
    linkId: record.linkId,
    at: record.at,
    visitor: record.visitor,
    country: record.country,
    referrer,
    userAgent,
    hints,
    reason: judge({ at: record.at, referrer, userAgent, hints, agent, tweetedAt }),
    rulesVersion,
    source,
    referrerHost: host,
    browser: agent.browser,
    system: agent.system,
    device: agent.device,
  }
}

function storableHints(hints: Hints): Hints {
  for (const name in hints) {
    const value = hints[name as keyof Hints]
    if (typeof value === 'string' && !isStorable(value)) return mapTexts(hints, storable)
  }
  return hints
}

function mapTexts(hints: Hints, change: (text: string) => string): Hints {
  return Object.fromEntries(
    Object.entries(hints).map(([name, value]) => [name, typeof value === 'string' ? change(value) : value]),
  )
}
