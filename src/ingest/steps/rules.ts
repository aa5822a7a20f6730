import { bot } from './rules/bot.js'
import { embedded } from './rules/embedded.js'
import { head } from './rules/head.js'
import { noUserAgent } from './rules/no-user-agent.js'
import { prefetch } from './rules/prefetch.js'
import type { Facts, Rule } from './rules/rule.js'
import { suspect } from './rules/suspect.js'

/**
 * Order matters: the first rule that excludes gives the reason. A change raises
 * `rollups/rules-version`.
 */
export const rules: readonly Rule[] = [head, prefetch, embedded, noUserAgent, bot, suspect]

/** Why a hit is not a person's click; null if it is one. */
export function judge(hit: Facts): string | null {
  return rules.find(rule => rule.judge(hit))?.reason ?? null
}
