import type { Logger } from 'pino'
import { rootCause } from '../errors.js'

export interface Steps {
  /** Runs one step of a start and returns what it made; `undo` takes it down again. */
  step<T>(name: string, run: () => T | Promise<T>, undo: (made: T) => Promise<void>): Promise<T>
  /** Takes down what the steps made, the last first. One that fails is logged and does not keep the others up. */
  close(): Promise<void>
}

/** A start as a list of named steps. */
export function openSteps(log: Pick<Logger, 'debug' | 'error'>): Steps {
  const done: { name: string; undo: () => Promise<void> }[] = []
  let closing: Promise<void> | null = null
  const closeAll = async () => {
    for (let last = done.pop(); last !== undefined; last = done.pop()) {
      try {
        await last.undo()
        log.debug({ step: last.name }, 'stopped')
      } catch (error) {
        log.error({ step: last.name, err: rootCause(error) }, 'could not be stopped cleanly')
      }
    }
  }
  return {
    async step(name, run, undo) {
      const made = await run()
      log.debug({ step: name }, 'started')
      done.push({ name, undo: () => undo(made) })
      return made
    },
    close() {
      closing ??= closeAll()
      return closing
    },
  }
}
