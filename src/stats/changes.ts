import type { Context } from '../context.js'
import { figureChannel } from '../db/figures.js'
import { listen } from '../db/listen.js'
import { linkChannel } from '../links/announce.js'

/**
 * Knows without asking the database whether any data behind the numbers has changed, on any node.
 */
export interface Changes {
  /** If this is the same number as before, nothing has changed since. */
  version(): number
  close(): Promise<void>
}

/** Listens for counted clicks, and for changes to links, accounts and followers. */
export async function openChanges({ db, log }: Pick<Context, 'db' | 'log'>): Promise<Changes> {
  let version = 0
  const hears = new Set<string>()
  const channels = [linkChannel, figureChannel]
  const closers = await Promise.all(
    channels.map(channel =>
      listen(db, log, channel, {
        heard() {
          version++
        },
        begun() {
          version++
          hears.add(channel)
        },
        lost() {
          hears.delete(channel)
        },
      }),
    ),
  )
  return {
    // Without notifications, anything may have changed.
    version: () => (hears.size === channels.length ? version : ++version),
    async close() {
      for (const close of closers) close()
    },
  }
}
