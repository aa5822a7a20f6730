import { styleText } from 'node:util'

type Style = 'bold' | 'dim' | 'cyan' | 'red' | 'ink'

/**
 * One line: strings, styled parts, and sequences of them. It may contain other people's titles and
 * referrers anywhere.
 */
export type Text = string | { style: Style; text: Text } | Text[]

const formats = {
  ...{ bold: 'bold', dim: 'dim', cyan: 'cyan', red: 'red' },
  ink: ['whiteBright', 'bgBlack'],
} as const satisfies Record<Style, Parameters<typeof styleText>[0]>

export const bold = (text: Text): Text => ({ style: 'bold', text })
export const dim = (text: Text): Text => ({ style: 'dim', text })
export const cyan = (text: Text): Text => ({ style: 'cyan', text })
/** White on black, independent of the terminal's own colours. */
export const ink = (text: Text): Text => ({ style: 'ink', text })
export const red = (text: Text): Text => ({ style: 'red', text })

/**
 * A line as sent to the terminal. Only this code makes escape sequences, so none can come from a
 * string: characters that control a terminal or reorder its text are replaced by U+FFFD.
 */
export function render(text: Text, color: boolean): string {
  if (typeof text === 'string') return text.replace(steering, '\uFFFD')
  if (Array.isArray(text)) return text.map(part => render(part, color)).join('')
  const inner = render(text.text, color)
  return color ? styleText(formats[text.style], inner, { validateStream: false }) : inner
}

/**
 * JSON whose strings contain nothing that controls a terminal. A program that parses it gets the
 * same values.
 */
export function renderJson(value: unknown, { oneLine = false } = {}): string {
  return JSON.stringify(value, null, oneLine ? 0 : 2).replace(steeringButNewline, character =>
    [...Array(character.length).keys()]
      .map(at => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  )
}

/** A text of several lines for a terminal, without what would control it. */
export function printable(text: string): string {
  return text.replace(steeringButLines, '\uFFFD')
}

// Control characters, format characters (direction overrides and such, but not the joiner of
// emojis), lone surrogates, line and paragraph separators.
const steering = /(?!\u200D)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu
const steeringButNewline = /(?![\u200D\n])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu
const steeringButLines = /(?![\u200D\n\t]|\r\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu
