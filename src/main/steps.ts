import type { Logger } from 'pino'
import { rootCause } from '../errors.js'
import { inTime } from '../in-time.js'

/** Undoes a step within `withinMs`; what takes longer is left behind. */
type Undo<T> = (made: T, withinMs: number) => Promise<void>

export interface Steps {
  /**
   * Runs one step of a start and returns its result. At the stop, `undo` has to finish before this
   * many milliseconds are over. Throws the signal's reason once it is aborted.
   */
  step<T>(name: string, run: () => T | Promise<T>, undo: Undo<T>, byMs: number): Promise<T>
  /**
   * Undoes the steps, the last one first. A step that fails or takes too long does not hold up the
   * others.
   */
  close(): Promise<void>
}

/** Each step gets at least this long, however long earlier ones took. */
const leastMs = 100

/** A start as a list of named steps. */
export function openSteps(log: Pick<Logger, 'debug' | 'warn' | 'error'>, signal?: AbortSignal): Steps {
  const done: { name: string; undo: (withinMs: number) => Promise<void>; byMs: number }[] = []
  let closing: Promise<void> | null = null
  const closeAll = async () => {
    const beganAt = performance.now()
    for (let last = done.pop(); last !== undefined; last = done.pop()) {
      const { name, undo, byMs } = last
      const withinMs = Math.max(leastMs, beganAt + byMs - performance.now())
      try {
        if (await isDone(undo(withinMs), withinMs))
          log.debug({ step: name }, 'A part of the service stopped.')
        else log.warn({ step: name }, 'A part of the service did not stop in time and is left behind.')
      } catch (error) {
        log.error(
          { step: name, err: rootCause(error) },
          'A part of the service could not be stopped cleanly.',
        )
      }
    }
  }
  return {
    async step(name, run, undo, byMs) {
      signal?.throwIfAborted()
      const made = await run()
      log.debug({ step: name }, 'A part of the service started.')
      done.push({ name, undo: withinMs => undo(made, withinMs), byMs })
      return made
    },
    close() {
      closing ??= closeAll()
      return closing
    },
  }
}

function isDone(work: Promise<void>, withinMs: number): Promise<boolean> {
  return inTime(
    work.then(() => true),
    withinMs,
    () => false,
  )
}
