/**
 * Invisible characters: all kinds of spaces, zero-width and filler characters, format controls, and
 * two symbols that are drawn blank, the empty Braille pattern and the null notehead.
 */
const unseen = String.raw`\p{White_Space}\p{Z}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800\u{1d159}`
/** An override at the start is visible: it reverses everything that follows. */
const unseenStart = new RegExp(`^(?:(?![\\u202d\\u202e])[${unseen}])+`, 'u')
const lastSeen = new RegExp(`^(.*[^${unseen}])(.*)$`, 'su')
/**
 * Invisible on their own, but they change how the previous character looks: ❤️, the flag of Wales.
 */
const selectors = /^[\p{Variation_Selector}\u{e0020}-\u{e007f}]*/u

/** A typed or pasted text without invisible characters at either end. */
export function trim(text: string): string {
  // Most texts, of which a large file has a million.
  if (isPlain(text.charCodeAt(0)) && isPlain(text.charCodeAt(text.length - 1))) return text
  const [, seen = '', rest = ''] = lastSeen.exec(text.replace(unseenStart, '')) ?? []
  return /\p{ASCII}$/u.test(seen) ? seen : seen + (selectors.exec(rest)?.[0] ?? '')
}

/** Whether it is a character of ASCII that is drawn. */
const isPlain = (code: number) => code > 0x20 && code < 0x7f
