import { trim } from './trim.js'

/** What a field says that takes one. */
export const wholeNumberWanted = 'must be a whole number, such as 1200 or 1,200'

/** No account has more followers: a larger number is a mistake. */
export const mostFollowers = 2_000_000_000

/**
 * A whole number that a person typed, in the notation of any country: plain, or in groups of three
 * with the same separator between all of them (comma, full stop, apostrophe, underscore, any kind
 * of space), and in the digits of any script. Null for anything else: "1.5" and "1,5" are no whole
 * numbers, and "0.500" is no five hundred.
 */
export function typedWholeNumber(text: string): number | null {
  const typed = trim(text)
  // Nobody types longer ones, and reading them takes time.
  if (typed.length > longest) return null
  const ascii = typed.replace(/(?![0-9])\p{Nd}/gu, inAscii).replace(/\p{Zs}/gu, ' ')
  const bare = grouped.test(ascii) ? ascii.replace(/\D/g, '') : ascii
  return /^-?\d{1,300}$/.test(bare) ? Number(bare) : null
}

const longest = 400
const grouped = /^[1-9]\d{0,2}([,，.．'’٬_ ])\d{3}(?:\1\d{3})*$/

/** Each script has its ten digits in a row; the rows of two scripts may touch. */
function inAscii(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  let before = 0
  while (/\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before++
  return String(before % 10)
}
