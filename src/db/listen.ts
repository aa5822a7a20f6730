import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Database } from './connect.js'

export interface Hearing {
  /** Somebody announced this on the channel. */
  heard(payload: string): void
  /** Listening has begun, or begun again: what was announced before may have been missed. */
  begun(): void
}

/** How long an opening waits for the database, and a closing too. */
const patienceMs = 1_000

/**
 * Listens to what nodes announce on a PostgreSQL channel, on a connection for all channels, which
 * the driver renews whenever it breaks. A database that is away is no error: listening begins when
 * it is back. Returns the function that ends it.
 */
export async function listen(
  db: Database,
  log: Pick<Logger, 'warn'>,
  channel: string,
  hearing: Hearing,
): Promise<() => Promise<void>> {
  const listening = db.$client.listen(
    channel,
    payload => hearing.heard(payload),
    () => hearing.begun(),
  )
  const begun = listening.catch(err => {
    log.warn({ err, channel }, 'Changes are not heard before the database is back.')
  })
  await Promise.race([begun, sleep(patienceMs, undefined, { ref: false })])
  return async () => {
    // Without an answer it ends with the pool it belongs to.
    const ended = begun.then(request => request?.unlisten()).catch(() => {})
    await Promise.race([ended, sleep(patienceMs, undefined, { ref: false })])
  }
}
