import { makeBadge } from 'badge-maker'
import type { BadgeOptions } from './options.js'

/** What a badge says. */
export interface BadgeText {
  label: string
  message: string
  color: string
}

export function badgeSvg(text: BadgeText, { labelColor, style }: BadgeOptions): string {
  return makeBadge({ ...text, ...(labelColor && { labelColor }), ...(style && { style }) })
}

/** The shields.io endpoint schema, which allows no other key. */
export function badgeJson({ label, message, color }: BadgeText): string {
  return JSON.stringify({ schemaVersion: 1, label, message, color })
}
