import type { LinkImportReport } from '../../imports/report.js'

/** The results of earlier parts of a long file, which the form carries from part to part. */
export type SoFar = Pick<LinkImportReport, 'made' | 'changed' | 'attached' | 'alreadyThere'>

const names = ['made', 'changed', 'attached', 'alreadyThere'] as const

export function writeSoFar(report: SoFar): string {
  return names.map(name => report[name]).join(' ')
}

/** Null if there was no part before. */
export function readSoFar(text: unknown): SoFar | null {
  if (typeof text !== 'string' || !/^\d{1,7} \d{1,7} \d{1,7} \d{1,7}$/.test(text)) return null
  const [made = 0, changed = 0, attached = 0, alreadyThere = 0] = text.split(' ').map(Number)
  return { made, changed, attached, alreadyThere }
}

/**
 * The report of all parts. A later part finds what earlier ones made (and what others made
 * meanwhile). The tweets of a file are all stored by its first part.
 */
export function joined(before: SoFar | null, report: LinkImportReport): LinkImportReport {
  if (before === null) return report
  const attached = before.attached + report.attached
  if (report.what !== 'links') return { ...report, ...before, attached }
  const alreadyThere = report.alreadyThere - before.made
  return { ...report, ...before, attached, alreadyThere, made: before.made + report.made }
}
