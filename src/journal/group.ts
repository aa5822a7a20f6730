import type { JournalUnavailable } from '../errors.js'
import { type Lines, noLines } from './line.js'

/** Longest time a group collects records, in milliseconds. */
const gatherMs = 2

/** Records that share one write to disk and one promise. */
export interface Group {
  lines: Lines
  records: number
  done: Promise<void>
  resolve: () => void
  reject: (error: JournalUnavailable) => void
}

/**
 * Waits as long as each turn of the event loop brings more records. Under load a group holds all
 * that came; a single record does not wait.
 */
export async function gather(group: Group): Promise<void> {
  const endsAt = performance.now() + gatherMs
  let records = 0
  while (group.records > records && performance.now() < endsAt) {
    records = group.records
    await new Promise<void>(resolve => setImmediate(resolve))
  }
}

/** `lines` are empty. */
export function newGroup(lines: Lines = noLines()): Group {
  let resolve = () => {}
  let reject: Group['reject'] = () => {}
  const done = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve
    reject = onReject
  })
  return { lines, records: 0, done, resolve, reject }
}
