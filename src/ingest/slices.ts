import { setImmediate as turn } from 'node:timers/promises'

/** Items per slice; a slice takes less than a millisecond. */
const slice = 100

/**
 * Works on each item and lets the event loop run between slices, so that database messages are
 * handled meanwhile.
 */
export async function inSlices<T>(items: Iterable<T>, work: (item: T) => void): Promise<void> {
  let n = 0
  for (const item of items) {
    work(item)
    if (++n % slice === 0) await turn()
  }
}
