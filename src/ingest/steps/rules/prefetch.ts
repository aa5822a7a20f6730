import type { Rule } from './rule.js'

// `Sec-Purpose: prefetch;prerender`, Safari's `Purpose: preview`, older Firefox's `X-Moz:
// prefetch`; quoted or among other words too.
const ahead = /(?<![\w-])(?:prefetch|prerender|preview)(?![\w-])/i

/** The browser loads the page before a click that may never come. */
export const prefetch: Rule = { reason: 'prefetch', judge: hit => ahead.test(hit.hints.purpose ?? '') }
