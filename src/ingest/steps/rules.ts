import type { ClickRecord } from '../../journal/record.js'
import type { Agent } from './agent.js'
import { bot } from './rules/bot.js'
import { head } from './rules/head.js'
import { noUserAgent } from './rules/no-user-agent.js'
import { prefetch } from './rules/prefetch.js'
import { suspect } from './rules/suspect.js'

/** What the rules look at: the raw facts of a record, what its User-Agent says, and the time of the tweet. */
export interface Hit extends Pick<ClickRecord, 'at' | 'referrer' | 'userAgent' | 'hints'> {
  agent: Agent
  /** Milliseconds since the epoch; null where the link belongs to no published tweet. */
  tweetedAt: number | null
}

export interface Rule {
  /** Kept with the hit and shown to people: kebab-case, never changed. */
  reason: string
  /** Whether this rule excludes the hit. */
  judge(hit: Hit): boolean
}

/** Stored with every hit. Raise it with any change of a verdict: of a rule, a pattern, isbot. */
export const rulesVersion = 1

/** In this order: the first that excludes gives the reason. */
export const rules: readonly Rule[] = [head, prefetch, noUserAgent, bot, suspect]

/** Why a hit is not a person's click; null where it is one. */
export function judge(hit: Hit): string | null {
  return rules.find(rule => rule.judge(hit))?.reason ?? null
}
