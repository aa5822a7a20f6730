import type { Logger } from 'pino'
import { inTime } from '../in-time.js'
import type { Hearing } from './channels.js'
import type { Database } from './connect.js'

/** How long opening waits for the database. */
const patienceMs = 1_000

/**
 * Listens to what nodes announce on a PostgreSQL channel. All channels share one connection, which
 * is replaced whenever it breaks. An unreachable database is not an error: listening starts when it
 * is back. Returns the function that stops it.
 */
export async function listen(
  db: Database,
  log: Pick<Logger, 'warn'>,
  channel: string,
  hearing: Hearing,
): Promise<() => void> {
  let stop = () => {}
  const begun = new Promise<void>(resolve => {
    stop = db.channels.hear(channel, {
      ...hearing,
      begun() {
        hearing.begun()
        resolve()
      },
    })
  })
  await inTime(begun, patienceMs, () => {
    log.warn({ channel }, 'Changes are not heard before the database is back.')
  })
  return stop
}
