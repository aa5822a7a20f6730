import type { Logger } from 'pino'
import type { EmbeddedServer } from './start.js'

/** PostgreSQL restarts itself after a failed process, but not after its main process was killed. */
const checkMs = 1_000

/**
 * Keeps a server running until the returned function is called. If the server is gone (killed by
 * hand, or because memory ran out), it is restarted on the same URL, as often as needed.
 */
export function watchServer(
  server: EmbeddedServer,
  log: Pick<Logger, 'warn' | 'error'>,
): () => Promise<void> {
  const stopping = new AbortController()
  let revival: Promise<void> | null = null
  let told = ''
  const check = async () => {
    const pid = server.pid
    try {
      await server.revive(stopping.signal)
      if (server.pid !== pid)
        log.warn({ was: pid, is: server.pid }, 'PostgreSQL was gone and was started again.')
      told = ''
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      const [trouble = ''] = reason.split('\n', 1)
      // Logging every second would fill a disk that may already be full. What PostgreSQL said
      // follows, with its time.
      if (trouble !== told && !stopping.signal.aborted)
        log.error({ reason }, 'PostgreSQL is gone and cannot be started; it is tried again every second.')
      told = trouble
    }
    revival = null
  }
  const timer = setInterval(() => {
    revival ??= check()
  }, checkMs)
  timer.unref()
  return async () => {
    clearInterval(timer)
    stopping.abort()
    await revival
  }
}
