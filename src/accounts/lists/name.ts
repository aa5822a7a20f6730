import { trim } from '../../typed/trim.js'

/** Characters of a list's name. */
const maxNameLength = 64

/** What is wrong with the name of a list, in words that name the remedy; null for a good one. */
export function nameProblem(name: string): string | null {
  const length = [...name].length
  if (length < 1 || length > maxNameLength) return `must have 1 to ${maxNameLength} characters`
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(name)) return 'must be one line of printable characters'
  if (trim(name) !== name) return 'must not begin or end with a space'
  // Every client takes them for steps in the address.
  return name === '.' || name === '..' ? 'must not be "." or ".."' : null
}

/** What identifies a list: names compare without case, however their letters are composed. */
export function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase()
}
