import type { Interval } from '../../influence/confidence.js'
import { countFigure, likely, percentFigure } from '../../influence/figures.js'
import { travelled } from '../../influence/travelled.js'
import type { PublicAccount } from '../../stats/public-account.js'
import type { PublicLink } from '../../stats/public-link.js'
import type { PublicReports } from './reports.js'

/** A public result in a few words, for cards and embeds. */
export interface Result {
  /** A slug, or a handle with its @. */
  name: string
  headline: string
  /** The key number, and its label. */
  figure: string
  label: string
  /** How certain the number is; null if it is not an estimate. */
  sureness: { ratio: number; interval: Interval; text: string } | null
  sentence: string
}

export function linkResult({ slug, title, account, influence }: PublicLink): Result {
  const { influence: ratio, interval, clickers, sentence } = influence
  const headline = title ?? (account === null ? `The link ${slug}` : `A tweet of ${account}`)
  const common = { name: slug, headline, sentence }
  if (ratio === null || interval === null) {
    const label = clickers === 1 ? 'person clicked' : 'people clicked'
    return { ...common, figure: countFigure(clickers), label, sureness: null }
  }
  const label = ratio > 1 ? travelled : 'of the followers clicked'
  return { ...common, figure: percentFigure(ratio), label, sureness: sureness(ratio, interval) }
}

export function accountResult({ name, influence }: PublicAccount): Result {
  const { handle, score, interval, sentence } = influence
  const common = { name: handle, headline: name === null ? handle : `${name} (${handle})`, sentence }
  if (score === null || interval === null) {
    return { ...common, figure: '–', label: 'not measured yet', sureness: null }
  }
  const label = 'of the followers click a link'
  return { ...common, figure: percentFigure(score), label, sureness: sureness(score, interval) }
}

function sureness(ratio: number, interval: Interval) {
  return { ratio, interval, text: likely(interval) }
}

/** The result for a slug, or a handle with its @; null for what is unknown or private. */
export async function findResult(reports: PublicReports, name: string): Promise<Result | null> {
  if (name.startsWith('@')) {
    const report = await reports.account(name)
    return report && accountResult(report)
  }
  const report = await reports.link(name)
  return report && linkResult(report)
}
