import type { Logger } from 'pino'
import type { EmbeddedServer } from './start.js'

/** PostgreSQL restarts itself after a failed process, but not after its main process was killed. */
const checkMs = 1_000

/**
 * Keeps a server running until the returned function is called: one that is gone (killed for want of memory, or by hand)
 * is started again on the same URL.
 */
export function watchServer(
  server: EmbeddedServer,
  log: Pick<Logger, 'warn' | 'error'>,
): () => Promise<void> {
  let revival: Promise<void> | null = null
  const check = async () => {
    const pid = server.pid
    try {
      await server.revive()
      if (server.pid !== pid)
        log.warn({ was: pid, is: server.pid }, 'PostgreSQL was gone and is started again')
    } catch (error) {
      log.error({ reason: (error as Error).message }, 'PostgreSQL is gone and cannot be started')
    }
    revival = null
  }
  const timer = setInterval(() => {
    revival ??= check()
  }, checkMs)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await revival
  }
}
