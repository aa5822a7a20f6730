import type { Rule } from './rule.js'

/**
 * The web framework answers HEAD wherever it answers GET. A client that sends HEAD does not want
 * the page.
 */
export const head: Rule = { reason: 'head', judge: hit => hit.hints.head === true }
