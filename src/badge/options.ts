import { type Metric, metrics } from '../stats/metric.js'
import { trim } from '../typed/trim.js'

export const styles = ['flat', 'flat-square', 'plastic', 'for-the-badge', 'social'] as const
type Style = (typeof styles)[number]

/** Named colours, as the badge library draws them; any other is given in hexadecimal. */
const colorsByName = new Map([
  ...(['brightgreen', 'success'] as const).map(name => [name, '#44bb00'] as const),
  ['green', '#67ac09'],
  ['yellow', '#d8b800'],
  ['yellowgreen', '#95991a'],
  ...(['orange', 'important'] as const).map(name => [name, '#ea7233'] as const),
  ...(['red', 'critical'] as const).map(name => [name, '#dd4343'] as const),
  ...(['blue', 'informational'] as const).map(name => [name, '#007ec6'] as const),
  ...(['grey', 'gray'] as const).map(name => [name, '#555555'] as const),
  ...(['lightgrey', 'lightgray', 'inactive'] as const).map(name => [name, '#939393'] as const),
] as readonly (readonly [string, string])[])

/** The colours of a badge for which none are chosen. */
export const usualColors = { color: '#007ec6', labelColor: '#555555' } as const

/** A usable colour as pickers want it, # and six digits; undefined for any other. */
export function sixDigits(color: string | undefined): string | undefined {
  const clean = cleanColor(color)
  if (clean === undefined) return undefined
  return colorsByName.get(clean) ?? `#${clean.length === 3 ? clean.replace(/./g, '$&$&') : clean}`
}

/** The most characters in a badge's label. */
export const longestLabel = 64

/** How a badge should look; undefined for options that are missing or unusable. */
export interface BadgeOptions {
  metric: Metric | undefined
  label: string | undefined
  color: string | undefined
  labelColor: string | undefined
  style: Style | undefined
}

/** Reads a query. There must always be an image, so unusable options are ignored, not refused. */
export function badgeOptions(query: Record<string, unknown>): BadgeOptions {
  const text = (name: string): string | undefined => {
    const value = query[name]
    const first: unknown = Array.isArray(value) ? value[0] : value
    return typeof first === 'string' ? first : undefined
  }
  const label = text('label')
  return {
    metric: metrics.find(metric => metric === text('metric')),
    label: label === undefined ? undefined : cleanLabel(label),
    color: cleanColor(text('color')),
    labelColor: cleanColor(text('labelColor')),
    style: styles.find(style => style === text('style')),
  }
}

/**
 * Removes what XML cannot hold (control characters, lone surrogates) and what changes the text
 * direction.
 */
function cleanLabel(label: string): string {
  const printable = label.replace(/[\p{Cc}\p{Cs}\p{Bidi_Control}\ufffe\uffff]/gu, '')
  return trim([...printable].slice(0, longestLabel).join(''))
}

/**
 * Only the badge library's colour names and hexadecimal colours, with or without #, reach the
 * image.
 */
export function cleanColor(color: string | undefined): string | undefined {
  const name = color?.toLowerCase().replace(/^#/, '')
  return name !== undefined && (colorsByName.has(name) || /^(?:[0-9a-f]{3}){1,2}$/.test(name))
    ? name
    : undefined
}
