import { describe } from '../db/errors.js'
import { encodeLine } from '../journal/line.js'
import type { HitRecord } from '../journal/record.js'
import { keepFile } from '../journal/set-aside.js'
import type { Log } from './messages.js'
import type { IngestStatus } from './status.js'

/** A record that could not be stored. */
export interface Refused {
  record: HitRecord
  /**
   * No link with its id and identity, one that was erased, an invalid time, or refused by the
   * database.
   */
  why: 'link' | 'purged' | 'time' | 'database'
  /** What the database said. */
  error?: unknown
}

const messages: Record<Exclude<Refused['why'], 'purged'>, string> = {
  link: 'Hits of links that the database does not have were set aside.',
  time: 'Hits with a time outside of the years 1970 to 9999 were set aside.',
  database: 'The database refused hits, which were set aside.',
}

/**
 * Saves refused records as journal lines: those without a link in `unknown-links`, the others in
 * `refused`. Nothing is kept of a link that was erased. Each batch makes one file, named after its
 * first record's id, so a batch that is read twice is saved once.
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
      hits: some.length,
      ...(first.error !== undefined && { error: describe(first.error) }),
    }
    log.error(facts, messages[why])
  }
}

export type RefusedCounts = Pick<IngestStatus, 'setAside' | 'unknownLinks' | 'purged'>

/** Number of refused records, as the status counts them. */
export function countRefused(refused: Refused[]): RefusedCounts {
  const of = (reason: Refused['why']) => refused.filter(({ why }) => why === reason).length
  const [unknownLinks, purged] = [of('link'), of('purged')]
  return { setAside: refused.length - unknownLinks - purged, unknownLinks, purged }
}
