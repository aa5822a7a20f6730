import type { Context } from '../context.js'
import { figureChannel } from '../db/figures.js'
import { listen } from '../db/listen.js'
import { linkChannel } from '../links/announce.js'

/**
 * Tells whether anything that figures are made of has changed, on whatever node, without asking the
 * database.
 */
export interface Changes {
  /** The same number as before: nothing has changed since. */
  version(): number
  close(): Promise<void>
}

/** Listens for clicks that were counted, and for changes of links, accounts and followers. */
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
    // What cannot be heard may have happened.
    version: () => (hears.size === channels.length ? version : ++version),
    async close() {
      for (const close of closers) close()
    },
  }
}
