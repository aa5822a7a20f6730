import { setTimeout as sleep } from 'node:timers/promises'
import type postgres from 'postgres'

export interface Hearing {
  /** Somebody announced this on the channel. */
  heard(payload: string): void
  /** Listening has started or resumed; earlier announcements may have been missed. */
  begun(): void
  /** Nothing is heard until listening resumes. */
  lost?(): void
}

export interface Channels {
  /**
   * Listens from now on, whenever the database is reachable. Returns the function that stops it.
   */
  hear(channel: string, hearing: Hearing): () => void
  /** Ends all listening. */
  end(): Promise<void>
}

/** Events of a client's only connection. */
export interface Events {
  onclose(): void
  onnotify(channel: string, payload: string): void
}

const firstRetryMs = 50
const lastRetryMs = 1_000

interface Session {
  client: postgres.Sql
  /** The listeners that use it. */
  begun: Set<Hearing>
  lost: boolean
}

/**
 * Listens to all channels on one connection. The driver's own `listen` (3.4.9) does not report a
 * lost connection, and gives up a channel for good once the server has refused it. `open` makes a
 * client with one connection.
 */
export function openChannels(open: (events: Events) => postgres.Sql): Channels {
  const hearings = new Map<Hearing, string>()
  const ending = new AbortController()
  const { signal } = ending
  let running: Promise<void> | null = null
  let wake = () => {}

  async function run(): Promise<void> {
    for (let retryMs = firstRetryMs; hearings.size > 0; retryMs = Math.min(2 * retryMs, lastRetryMs)) {
      const session = openSession()
      const end = () => session.client.end({ timeout: 0 })
      signal.addEventListener('abort', end)
      if (await follow(session)) retryMs = firstRetryMs
      signal.removeEventListener('abort', end)
      void end().catch(() => {})
      for (const hearing of session.begun) if (hearings.has(hearing)) hearing.lost?.()
      if (hearings.size > 0) await sleep(retryMs, undefined, { signal }).catch(() => {})
    }
    running = null
  }

  function openSession(): Session {
    const onclose = () => {
      session.lost = true
      wake()
    }
    const onnotify = (on: string, payload: string) => {
      for (const [hearing, channel] of hearings)
        if (channel === on && session.begun.has(hearing)) hearing.heard(payload)
    }
    const session: Session = { client: open({ onclose, onnotify }), begun: new Set(), lost: false }
    return session
  }

  /**
   * Runs until the connection is lost or nobody listens any more. Returns whether listening worked
   * at all.
   */
  async function follow(session: Session): Promise<boolean> {
    const { client, begun } = session
    try {
      while (!session.lost && hearings.size > 0) {
        const woken = new Promise<void>(resolve => {
          wake = resolve
        })
        for (const [hearing, channel] of hearings) {
          if (begun.has(hearing)) continue
          await client`listen ${client(channel)}`
          if (session.lost || !hearings.has(hearing)) continue
          begun.add(hearing)
          hearing.begun()
        }
        if (!session.lost && [...hearings.keys()].every(hearing => begun.has(hearing))) await woken
      }
    } catch {
      // The next session tries again.
    }
    return begun.size > 0
  }

  return {
    hear(channel, hearing) {
      if (signal.aborted) return () => {}
      hearings.set(hearing, channel)
      running ??= run()
      wake()
      return () => {
        hearings.delete(hearing)
        wake()
      }
    },
    async end() {
      hearings.clear()
      ending.abort()
      wake()
      await running
    },
  }
}
