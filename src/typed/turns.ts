import { setImmediate as nextRound } from 'node:timers/promises'

/** Milliseconds of work in one go: a redirect waits for a few of them at most. */
const turnMs = 3

/** Long work takes turns with everything else that the process does. */
export interface Turns {
  /** Whether this has worked long enough. */
  isOver(): boolean
  /** Resolves when it may go on. */
  next(): Promise<void>
}

/**
 * In each round of the event loop one of all that wait may go on: ten uploads hold up a redirect no
 * longer than one.
 */
let waiting: Promise<unknown> = Promise.resolve()

export function takeTurns(clock: () => number = () => performance.now()): Turns {
  let since = clock()
  return {
    isOver: () => clock() - since >= turnMs,
    async next() {
      waiting = waiting.then(() => nextRound())
      await waiting
      since = clock()
    },
  }
}

/** What `work` makes of each entry, in order. */
export async function mapInTurns<Entry, Result>(
  entries: readonly Entry[],
  work: (entry: Entry, n: number) => Result,
  turns: Turns = takeTurns(),
): Promise<Result[]> {
  const results: Result[] = []
  for (const [n, entry] of entries.entries()) {
    results.push(work(entry, n))
    if (turns.isOver()) await turns.next()
  }
  return results
}
