import { asc, eq } from 'drizzle-orm'
import type { Database, Queryable } from '../db/connect.js'
import { links, linkTotals } from '../db/schema.js'
import { LinkNotFound } from '../errors.js'
import { correct } from './reclassify/correct.js'
import { findChanges } from './reclassify/find-changes.js'

export interface ReclassifyOptions {
  /** Hits from this time on. */
  from?: Date
  /** Hits before this time. */
  to?: Date
  /** A slug; all links if not given. */
  link?: string
  /** False for a dry run, which changes nothing. */
  write: boolean
  /** By the machine's clock, unless given. */
  now?: Date
}

export interface ReclassifyReport {
  judged: number
  /** Number of those that older rules had judged. */
  older: number
  /**
   * Number of hits whose verdict, source, browser, system or device differs under today's rules.
   */
  changed: number
  links: number
  /** The changed verdicts, most frequent first; `human` means no reason. */
  verdicts: { from: string; to: string; hits: number }[]
}

/**
 * Judges stored hits by today's rules. With `write`, each link is corrected in its own transaction
 * (hits, clickers and every rollup), so that no reader sees a half-done correction and no batch
 * gets in between; an interrupted run is finished by another. Hits whose verdict stays are marked
 * as judged by today's rules, too. Throws LinkNotFound.
 */
export async function reclassify(db: Database, options: ReclassifyOptions): Promise<ReclassifyReport> {
  const { now = new Date() } = options
  const report: ReclassifyReport = { judged: 0, older: 0, changed: 0, links: 0, verdicts: [] }
  for (const linkId of await linksToJudge(db, options.link)) {
    const found = await findChanges(db, linkId, options)
    report.judged += found.judged
    report.older += found.older
    if (found.changes.length === 0 && (found.older === 0 || !options.write)) continue
    const changes = options.write ? await correct(db, linkId, { ...options, now }) : found.changes
    if (changes.length > 0) report.links += 1
    report.changed += changes.length
    for (const { before, after } of changes) note(report, before.reason ?? 'human', after.reason ?? 'human')
  }
  report.verdicts.sort((a, b) => b.hits - a.hits)
  return report
}

function note({ verdicts }: ReclassifyReport, from: string, to: string): void {
  if (from === to) return
  const known = verdicts.find(row => row.from === from && row.to === to)
  if (known === undefined) verdicts.push({ from, to, hits: 1 })
  else known.hits += 1
}

async function linksToJudge(db: Queryable, slug: string | undefined): Promise<number[]> {
  if (slug === undefined) {
    const rows = await db.select({ id: linkTotals.linkId }).from(linkTotals).orderBy(asc(linkTotals.linkId))
    return rows.map(row => row.id)
  }
  const [link] = await db.select({ id: links.id }).from(links).where(eq(links.slug, slug))
  if (link === undefined) throw new LinkNotFound({ slug })
  return [link.id]
}
