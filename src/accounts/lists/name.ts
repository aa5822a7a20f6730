import { trim } from '../../typed/trim.js'

/** Characters of a list's name. */
const maxNameLength = 64

/** What is wrong with a list's name and how to fix it; null if it is valid. */
export function nameProblem(name: string): string | null {
  const length = [...name].length
  if (length < 1 || length > maxNameLength) return `must have 1 to ${maxNameLength} characters`
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(name)) return 'must be one line of printable characters'
  if (trim(name) !== name) return 'must not begin or end with a space'
  // Every client would resolve these as steps in the path.
  return name === '.' || name === '..' ? 'must not be "." or ".."' : null
}

/**
 * Identifies a list: names compare without case, and regardless of how their letters are composed.
 */
export function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase()
}
