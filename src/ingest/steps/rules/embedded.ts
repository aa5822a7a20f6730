import type { Rule } from './rule.js'

/**
 * The browser itself says that nobody followed a link: it loads an image, a frame, or what a script
 * fetches. Browsers that send neither header are not judged here.
 */
export const embedded: Rule = {
  reason: 'embedded',
  judge: ({ hints }) => isOther(hints.fetchMode, 'navigate') || isOther(hints.fetchDest, 'document'),
}

function isOther(value: string | undefined, expected: string): boolean {
  return value !== undefined && value.trim().toLowerCase() !== expected
}
