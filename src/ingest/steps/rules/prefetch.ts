import type { Rule } from './rule.js'

// `Sec-Purpose: prefetch;prerender`, Safari's `Purpose: preview`, older Firefox's `X-Moz:
// prefetch`.
const ahead = /^\s*(?:prefetch|prerender|preview)\b/i

/**
 * The browser loads ahead of a click that may never come; when it comes, the page is shown without
 * asking us again.
 */
export const prefetch: Rule = { reason: 'prefetch', judge: hit => ahead.test(hit.hints.purpose ?? '') }
