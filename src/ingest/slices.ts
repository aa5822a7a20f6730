import { setImmediate as turn } from 'node:timers/promises'

/** Few enough that they take a millisecond or two. */
const slice = 100

/**
 * Does some work for each item, and lets the event loop turn between slices, so that the database
 * is answered meanwhile.
 */
export async function inSlices<T>(items: Iterable<T>, work: (item: T) => void): Promise<void> {
  let n = 0
  for (const item of items) {
    work(item)
    if (++n % slice === 0) await turn()
  }
}
