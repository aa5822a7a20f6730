import { bot } from './rules/bot.js'
import { head } from './rules/head.js'
import { noUserAgent } from './rules/no-user-agent.js'
import { prefetch } from './rules/prefetch.js'
import type { Facts, Rule } from './rules/rule.js'
import { suspect } from './rules/suspect.js'

/** Stored with every hit. Raise it with any change of a verdict: of a rule, a pattern, isbot. */
export const rulesVersion = 1

/** In this order: the first that excludes gives the reason. */
export const rules: readonly Rule[] = [head, prefetch, noUserAgent, bot, suspect]

/** Why a hit is not a person's click; null where it is one. */
export function judge(hit: Facts): string | null {
  return rules.find(rule => rule.judge(hit))?.reason ?? null
}
