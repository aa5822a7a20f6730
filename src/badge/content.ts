import { makeBadge } from 'badge-maker'
import { Fragment, h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Metric } from '../stats/metric.js'
import type { BadgeOptions } from './options.js'

/** What a badge says. */
export interface BadgeText {
  label: string
  message: string
  color: string
  /** Set if there is no number to show. */
  isError?: true
}

/** What the numbers are called, on a badge and wherever it is described. */
export const labels: Record<Metric, string> = {
  clicks: 'clicks',
  clickers: 'clickers',
  influence: 'influence',
  followersWhoClick: 'followers who click',
}

/** The number that a badge shows if none is chosen. */
export const usualMetric: Metric = 'influence'

/** What a badge shows, in words: "influence of @me"; the name is a slug or a handle. */
export function describeBadge(name: string, metric: Metric = usualMetric): string {
  return `${labels[metric]} of ${name}`
}

/**
 * The image; `shows` is its text for people who cannot see it. The library would take the label,
 * which may say anything.
 */
export function badgeSvg(
  { label, message, color }: BadgeText,
  { labelColor, style }: BadgeOptions,
  shows: string,
): string {
  const svg = makeBadge({ label, message, color, ...(labelColor && { labelColor }), ...(style && { style }) })
  const text = renderToString(h(Fragment, null, `${shows}: ${message}`)).replaceAll('>', '&gt;')
  return svg
    .replace(/ aria-label="[^"]*"/, () => ` aria-label="${text}"`)
    .replace(/<title>[^<]*<\/title>/, () => `<title>${text}</title>`)
}

/** The shields.io endpoint schema, which allows no other key. */
export function badgeJson({ label, message, color, isError }: BadgeText): string {
  return JSON.stringify({ schemaVersion: 1, label, message, color, isError })
}
