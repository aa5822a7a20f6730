/**
 * A number that a program wrote as text, in a query or an option: in JSON's notation, without
 * exponent, spaces or a plus. Null for anything else; `Number` alone would take "0x10", "1e400", "
 * 5 " and "".
 */
export function readNumber(text: string): number | null {
  const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN
  return Number.isFinite(number) ? number : null
}
