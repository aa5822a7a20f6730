import type { Logger } from 'pino'
import { rootCause } from '../../errors.js'
import { inTime } from '../../in-time.js'
import type { LinkFigures } from './figures.js'

/** Somebody who watches links; `tell` returns whether the update could be sent. */
export interface Watcher {
  /** Whose session it is. */
  owner: string
  slugs: readonly string[]
  tell(news: ({ slug: string } & LinkFigures)[]): boolean
  /** Called when the service stops. */
  end(): void
}

/** A query that takes longer is abandoned for the next one. */
const patienceMs = 10_000

interface WatchOptions {
  read: (slugs: string[]) => Promise<Map<string, LinkFigures>>
  log: Pick<Logger, 'warn'>
  /** From the end of one query to the start of the next. */
  pauseMs: number
}

/**
 * Queries the database on behalf of all watchers: one query at a time for all their links together,
 * and none while nobody watches. Each watcher gets everything once, then only changes.
 */
export function openWatch({ read, log, pauseMs }: WatchOptions) {
  /** What each watcher was last sent about each link. */
  const watchers = new Map<Watcher, Map<string, string>>()
  let running = false
  let failing = false

  async function look(): Promise<void> {
    const slugs = new Set([...watchers.keys()].flatMap(watcher => watcher.slugs))
    try {
      const found = await inTime(read([...slugs]), patienceMs, giveUp)
      for (const [watcher, told] of watchers) tellNews(watcher, told, found)
      failing = false
    } catch (error) {
      if (!failing) log.warn({ err: rootCause(error) }, 'The numbers of open pages cannot be read.')
      failing = true
    }
    running = watchers.size > 0
    if (running) setTimeout(look, pauseMs).unref()
  }

  return {
    /** The number of watchers per owner. */
    count(owner: string): number {
      return [...watchers.keys()].filter(watcher => watcher.owner === owner).length
    },
    add(watcher: Watcher): void {
      watchers.set(watcher, new Map())
      if (running) return
      running = true
      void look()
    },
    remove(watcher: Watcher): void {
      watchers.delete(watcher)
    },
    close(): void {
      for (const watcher of watchers.keys()) watcher.end()
      watchers.clear()
    },
  }
}

function giveUp(): never {
  throw new Error(`No answer within ${patienceMs} ms.`)
}

function tellNews(watcher: Watcher, told: Map<string, string>, found: Map<string, LinkFigures>): void {
  const news = watcher.slugs.flatMap(slug => {
    const figures = found.get(slug)
    return figures === undefined || told.get(slug) === JSON.stringify(figures) ? [] : { slug, ...figures }
  })
  // A browser that cannot take it now gets the newest state later.
  if (news.length === 0 || !watcher.tell(news)) return
  for (const { slug, ...figures } of news) told.set(slug, JSON.stringify(figures))
}
