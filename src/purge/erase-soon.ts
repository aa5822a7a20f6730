import type { Context } from '../context.js'
import { rootCause } from '../errors.js'
import { eraseLinks } from './erase.js'

/** Somebody waits for the answer; a job erases the rest. */
const atMostMs = 3_000

/** Erases what was purged, as far as it takes no longer than an answer may. Never throws. */
export async function eraseSoon({ db, log }: Pick<Context, 'db' | 'log'>): Promise<void> {
  await eraseLinks(db, AbortSignal.timeout(atMostMs)).catch(error => {
    log.warn({ err: rootCause(error) }, 'What was purged is erased later.')
  })
}
