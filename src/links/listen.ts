import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Database } from '../db/connect.js'
import { linkChannel } from './announce.js'

export interface Hearing {
  /** A link of that slug was made or changed. */
  changed(slug: string): void
  /** Listening has begun, or begun again: whatever was announced before may have been missed. */
  begun(): void
}

/** How long an opening waits for the database, and a closing too. */
const patienceMs = 1_000

/**
 * Listens to what other nodes announce, on a connection of its own, which the driver renews whenever it breaks. A database that
 * is away is no error: listening begins when it is back. Returns the function that ends it.
 */
export async function listenForLinks(
  db: Database,
  log: Pick<Logger, 'warn'>,
  hearing: Hearing,
): Promise<() => Promise<void>> {
  const listening = db.$client.listen(
    linkChannel,
    slug => hearing.changed(slug),
    () => hearing.begun(),
  )
  const begun = listening.catch(err => {
    log.warn({ err }, 'Changes of links are not heard before the database is back.')
  })
  await Promise.race([begun, sleep(patienceMs, undefined, { ref: false })])
  return async () => {
    // Without an answer it ends with the pool it belongs to.
    const ended = begun.then(request => request?.unlisten()).catch(() => {})
    await Promise.race([ended, sleep(patienceMs, undefined, { ref: false })])
  }
}
