import { emojiFamily, type Family, isEmoji, writingOf } from './fonts.js'

const signs = new Intl.Segmenter('en', { granularity: 'grapheme' })
/** Written without spaces: a line may break before any of these. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u
/** What must not begin a line. */
const closing = /^[\p{Pe}\p{Pf}、。，．・：；？！ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ]/u

/**
 * A text as the card's fonts can draw it, on one line: without words of which they lack a letter,
 * other signs that they lack, stacked marks and control characters, including those that change the
 * text direction.
 */
export function writable(text: string): string {
  return text.normalize('NFC').split(/\s+/).map(writableWord).filter(Boolean).join(' ')
}

/** The same; the other text if the fonts lack most letters of this one. */
export function writableOr(text: string, other: string): string {
  const own = writable(text)
  return own !== '' && 2 * lettersOf(own) >= lettersOf(text) ? own : writable(other) || own
}

function writableWord(word: string): string {
  const signs = split(word).map(sign => (isEmoji(sign) ? sign : sign.replace(/\p{C}|\p{M}/gu, '')))
  const lacking = signs.filter(sign => writingOf(sign).family === null)
  // The rest of a name would be another name.
  if (lacking.some(sign => lettersOf(sign) > 0)) return ''
  return signs.filter(sign => !lacking.includes(sign)).join('')
}

function lettersOf(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0
}

/** A part of a line that one font writes; `x` is a multiple of the font size. */
export interface Piece {
  text: string
  family: Family
  x: number
}

/** A text whose first letter is written from right to left. */
const rightToLeft = /^\P{L}*[\p{Script=Hebrew}\p{Script=Arabic}]/u

/**
 * A writable text in pieces, side by side: the painter leaves a text of several fonts empty if one
 * of them joins letters that another writes apart.
 */
export function pieces(text: string, bold = false): Piece[] {
  const parts: { text: string; family: Family }[] = []
  for (const sign of split(text)) {
    const last = parts.at(-1)
    const { family } = writingOf(sign)
    // The spaces between emoji are not those of their font, which are as wide as they are.
    const apart = family === emojiFamily && last?.text.endsWith(' ')
    if (last !== undefined && (sign === ' ' || (family === last.family && !apart))) last.text += sign
    else if (family !== null) parts.push({ text: sign, family })
  }
  let x = 0
  return (rightToLeft.test(text) ? parts.reverse() : parts).map(({ text, family }) => {
    const piece = { text: text.trim(), family, x }
    x += widthOf(text, bold)
    return piece
  })
}

function split(text: string): string[] {
  return Array.from(signs.segment(text), ({ segment }) => segment)
}

/** The width of a text, as a multiple of its font size. */
export function widthOf(text: string, bold = false): number {
  let width = 0
  for (const sign of split(text)) width += widthOfSign(sign, bold)
  return width
}

/** A whole text in lines, as large as it fits. */
export interface Fitted {
  size: number
  lines: string[]
}

/**
 * Sets a text in the largest of these sizes in which it fits into this width and height; if none is
 * small enough, it gets more lines of the smallest.
 */
export function fit(
  text: string,
  { width, height }: { width: number; height: number },
  sizes: readonly [number, ...number[]],
): Fitted {
  let fitted: Fitted = { size: sizes[0], lines: [] }
  for (const size of sizes) {
    fitted = { size, lines: breakLines(text, width / size) }
    if (fitted.lines.length * heightOf(size) <= height) break
  }
  return fitted
}

/** From one line to the next. */
export function heightOf(size: number): number {
  return Math.round(size * 1.27)
}

/** Cuts a text that is too wide, and ends it with "…". */
export function clip(text: string, width: number, bold = false): string {
  if (widthOf(text, bold) <= width) return text
  let [kept, left] = ['', width - widthOf('…', bold)]
  for (const sign of split(text)) {
    left -= widthOfSign(sign, bold)
    if (left < 0) break
    kept += sign
  }
  return `${kept.trimEnd()}…`
}

function widthOfSign(sign: string, bold = false): number {
  return writingOf(sign).widths[bold ? 1 : 0]
}

/** Breaks between words, and within a word that is longer than a line. */
function breakLines(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of words(text)) {
    if (widthOf((line + word).trimEnd()) <= width) line += word
    else if (widthOf(word.trimEnd()) <= width) {
      lines.push(line)
      line = word
    } else {
      let left = width - widthOf(line)
      for (const sign of split(word)) {
        left -= widthOfSign(sign)
        if (left < 0) {
          lines.push(line)
          line = ''
          left = width - widthOfSign(sign)
        }
        line += sign
      }
    }
  }
  return [...lines, line].map(line => line.trim()).filter((line, n) => line !== '' || n === 0)
}

/** What stays on one line: a word with the space behind it, or a sign of an unspaced script. */
function words(text: string): string[] {
  const found: string[] = []
  for (const sign of split(text)) {
    const last = found.at(-1)
    const goes = last !== undefined && !last.endsWith(' ') && (closing.test(sign) || sign === ' ')
    const begins = last === undefined || last.endsWith(' ') || unspaced.test(sign) || unspaced.test(last)
    if (begins && !goes) found.push(sign)
    else found[found.length - 1] = last + sign
  }
  return found
}
