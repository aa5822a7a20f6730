import { makeBadge } from 'badge-maker'
import type { BadgeOptions } from './options.js'

/** What a badge says. */
export interface BadgeText {
  label: string
  message: string
  color: string
  /** Set if there is no number to show. */
  isError?: true
}

export function badgeSvg({ label, message, color }: BadgeText, { labelColor, style }: BadgeOptions): string {
  return makeBadge({ label, message, color, ...(labelColor && { labelColor }), ...(style && { style }) })
}

/** The shields.io endpoint schema, which allows no other key. */
export function badgeJson({ label, message, color, isError }: BadgeText): string {
  return JSON.stringify({ schemaVersion: 1, label, message, color, isError })
}
