/**
 * What leaves no mark: all kinds of blanks, zero-width and filler characters, format controls; and
 * two signs that are drawn as nothing, the empty pattern of Braille and the empty head of a note.
 */
const unseen = String.raw`\p{White_Space}\p{Z}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800\u{1d159}`
/** An override at the start is seen: it turns around all that follows. */
const unseenStart = new RegExp(`^(?:(?![\\u202d\\u202e])[${unseen}])+`, 'u')
const lastSeen = new RegExp(`^(.*[^${unseen}])(.*)$`, 'su')
/**
 * They have no look of their own but change that of the character before them: ❤️, the flag of
 * Wales.
 */
const selectors = /^[\p{Variation_Selector}\u{e0020}-\u{e007f}]*/u

/** A text that a person typed or pasted, without what cannot be seen at its two ends. */
export function trim(text: string): string {
  const [, seen = '', rest = ''] = lastSeen.exec(text.replace(unseenStart, '')) ?? []
  return /\p{ASCII}$/u.test(seen) ? seen : seen + (selectors.exec(rest)?.[0] ?? '')
}
