import { trim } from '../typed/trim.js'

/**
 * A number that a program wrote as text, in a query or an option: in JSON's notation, without
 * exponent, spaces or a plus. Null for anything else; `Number` alone would take "0x10", "1e400", "
 * 5 " and "".
 */
export function readNumber(text: string): number | null {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) ? finite(text) : null
}

/**
 * A whole number that a person typed: "10,000", "10 000" and "10'000" too, with or without spaces
 * around it. Null for anything else.
 */
export function readTypedNumber(text: string): number | null {
  const typed = trim(text)
  const plain = /^\d{1,3}(?:([,'’\s])\d{3}(?:\1\d{3})*)?$/.test(typed) ? typed.replace(/\D/g, '') : typed
  return /^-?\d+$/.test(plain) ? finite(plain) : null
}

function finite(digits: string): number | null {
  const number = Number(digits)
  return Number.isFinite(number) ? number : null
}
