import type { JournalUnavailable } from '../errors.js'

/** How long a group gathers at most, in milliseconds. */
const gatherMs = 2

/** Records that share one write, one fdatasync and one promise. */
export interface Group {
  text: string
  records: number
  done: Promise<void>
  resolve: () => void
  reject: (error: JournalUnavailable) => void
}

/**
 * Waits while each turn of the event loop brings more: under load a group is all that came, and
 * alone it does not wait.
 */
export async function gather(group: Group): Promise<void> {
  const endsAt = performance.now() + gatherMs
  let records = 0
  while (group.records > records && performance.now() < endsAt) {
    records = group.records
    await new Promise<void>(resolve => setImmediate(resolve))
  }
}

export function newGroup(): Group {
  let resolve = () => {}
  let reject: Group['reject'] = () => {}
  const done = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve
    reject = onReject
  })
  return { text: '', records: 0, done, resolve, reject }
}
