import type { Logger } from 'pino'
import { rootCause } from '../errors.js'
import { inTime } from '../in-time.js'

/** Takes down what a step made, within `withinMs`: what takes longer is left behind. */
type Undo<T> = (made: T, withinMs: number) => Promise<void>

export interface Steps {
  /**
   * Runs one step of a start and returns what it made; `undo` takes it down again, before so many
   * milliseconds of the stop are over. Throws the signal's reason once that is aborted.
   */
  step<T>(name: string, run: () => T | Promise<T>, undo: Undo<T>, byMs: number): Promise<T>
  /**
   * Takes down what the steps made, the last first. One that fails or takes too long does not keep
   * the others up.
   */
  close(): Promise<void>
}

/** A step has at least this long, however long the ones before it took. */
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
        if (await isDone(undo(withinMs), withinMs)) log.debug({ step: name }, 'stopped')
        else log.warn({ step: name }, 'did not stop in time and is left behind')
      } catch (error) {
        log.error({ step: name, err: rootCause(error) }, 'could not be stopped cleanly')
      }
    }
  }
  return {
    async step(name, run, undo, byMs) {
      signal?.throwIfAborted()
      const made = await run()
      log.debug({ step: name }, 'started')
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
