import { setImmediate as nextRound } from 'node:timers/promises'

/** Milliseconds of work per turn: a redirect waits for a few turns at most. */
const turnMs = 3
/** Rounds of the event loop per turn: a redirect needs several, and the others cost nothing. */
const roundsPerTurn = 4

/** Lets long work take turns with everything else in the process. */
export interface Turns {
  /** Whether this turn has lasted long enough. */
  isOver(): boolean
  /** Resolves when the work may continue. */
  next(): Promise<void>
}

/**
 * One waiting task may continue at a time: ten uploads delay a redirect no longer than one does.
 */
let waiting: Promise<unknown> = Promise.resolve()

async function rounds(): Promise<void> {
  for (let round = 0; round < roundsPerTurn; round++) await nextRound()
}

export function takeTurns(clock: () => number = () => performance.now()): Turns {
  let since = clock()
  return {
    isOver: () => clock() - since >= turnMs,
    async next() {
      waiting = waiting.then(rounds)
      await waiting
      since = clock()
    },
  }
}

/** The result of `work` for each entry, in order. */
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
