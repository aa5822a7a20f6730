import { type Metric, metrics } from '../stats/metric.js'
import { trim } from '../typed/trim.js'

export const styles = ['flat', 'flat-square', 'plastic', 'for-the-badge', 'social'] as const
type Style = (typeof styles)[number]

/** Named colours; any other is given in hexadecimal. */
export const colorNames = new Set([
  ...[
    'brightgreen',
    'green',
    'yellow',
    'yellowgreen',
    'orange',
    'red',
    'blue',
    'grey',
    'gray',
    'lightgrey',
    'lightgray',
  ],
  ...['critical', 'important', 'success', 'informational', 'inactive'],
])

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
  return name !== undefined && (colorNames.has(name) || /^(?:[0-9a-f]{3}){1,2}$/.test(name))
    ? name
    : undefined
}
