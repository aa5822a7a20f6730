/** Scripts that the card's font can write. */
const written =
  /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Hebrew}\p{Script=Arabic}]/u
/** Above it are pictographs and symbols of other scripts. */
const lastSign = '\u22ff'

/**
 * A text as the card's font can draw it, on one line: without emoji, other scripts, stacked marks
 * and control characters, including those that change the text direction.
 */
export function writable(text: string): string {
  const kept = [
    ...text
      .normalize('NFC')
      .replace(/\s+/g, ' ')
      .replace(/\p{C}|\p{M}/gu, ''),
  ]
    .filter(sign => sign <= lastSign || written.test(sign))
    .join('')
  return kept.replace(/ {2,}/g, ' ').trim()
}

/** Estimated width of a text, as a multiple of its font size. */
function widthOf(text: string): number {
  let width = 0
  for (const sign of text)
    width += /[iljtfr.,:;'|!() ]/.test(sign) ? 0.38 : /[mwA-Z@%—]/.test(sign) ? 0.84 : 0.63
  return width
}

/**
 * Breaks the text into lines; the width is a multiple of its font size. Text that does not fit ends
 * with "…".
 */
export function wrap(text: string, width: number, most: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line === '' || widthOf(longer) <= width) line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  lines.push(line)
  const shown = lines.slice(0, most)
  const cut = lines.length > most
  return shown.map((one, n) => clip(cut && n === most - 1 ? `${one}…` : one, width))
}

function clip(line: string, width: number): string {
  if (widthOf(line) <= width) return line
  const signs = [...line]
  while (signs.length > 0 && widthOf(`${signs.join('')}…`) > width) signs.pop()
  return `${signs.join('').trimEnd()}…`
}
