import type { HitRecord } from '../../../journal/record.js'
import type { Agent } from '../agent.js'

/**
 * What the rules look at: the raw facts of a record, what its User-Agent says, and the time of the
 * tweet.
 */
export interface Facts extends Pick<HitRecord, 'at' | 'referrer' | 'userAgent' | 'hints'> {
  agent: Agent
  /** Milliseconds since the epoch; null if the link has no published tweet. */
  tweetedAt: number | null
}

export interface Rule {
  /** Stored with the hit and shown to people: kebab-case, never changed. */
  reason: string
  /** Whether this rule excludes the hit. */
  judge(hit: Facts): boolean
}
