import type { Rule } from './rule.js'

/**
 * The web framework answers HEAD where it answers GET; a client that sends one wants no page.
 */
export const head: Rule = { reason: 'head', judge: hit => hit.hints.head === true }
