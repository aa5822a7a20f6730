import type { Rule } from './rule.js'

/** Every browser sends a User-Agent. */
export const noUserAgent: Rule = {
  reason: 'no-user-agent',
  judge: hit => hit.userAgent === null || hit.userAgent.trim() === '',
}
