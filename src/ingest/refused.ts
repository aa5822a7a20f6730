import { describe } from '../db/errors.js'
import { encodeLine } from '../journal/line.js'
import type { HitRecord } from '../journal/record.js'
import { keepFile } from '../journal/set-aside.js'
import type { Log } from './messages.js'

/** A record that is not stored. */
export interface Refused {
  record: HitRecord
  /** No link has its id and identity; no calendar its time; or the database does not take it. */
  why: 'link' | 'time' | 'database'
  /** What the database said. */
  error?: unknown
}

const messages: Record<Refused['why'], string> = {
  link: 'clicks of links that the database does not have were set aside',
  time: 'clicks with a time outside of the years 1970 to 9999 were set aside',
  database: 'the database refused clicks, which were set aside',
}

/**
 * Keeps refused records as journal lines, in `unknown-links` those of no link and in `refused` the
 * others, a file for all of a batch, named by the first one's id: so a batch that is read twice
 * keeps them once.
 */
export async function keepRefused(journalDirectory: string, refused: Refused[], log: Log): Promise<void> {
  for (const why of ['link', 'time', 'database'] as const) {
    const some = refused.filter(each => each.why === why)
    const [first] = some
    if (first === undefined) continue
    const folder = why === 'link' ? 'unknown-links' : 'refused'
    const lines = Buffer.from(some.map(({ record }) => encodeLine(record)).join(''))
    const path = await keepFile(journalDirectory, folder, first.record.id, lines)
    const facts = {
      path,
      clicks: some.length,
      ...(first.error !== undefined && { error: describe(first.error) }),
    }
    log.error(facts, messages[why])
  }
}

/** How many were refused, as the status counts them. */
export function countRefused(refused: Refused[]): { setAside: number; unknownLinks: number } {
  const unknownLinks = refused.filter(({ why }) => why === 'link').length
  return { setAside: refused.length - unknownLinks, unknownLinks }
}
