import { LRUCache } from 'lru-cache'
import type { Logger } from 'pino'
import type { Database } from '../db/connect.js'
import { listen } from '../db/listen.js'
import { DatabaseUnavailable, rootCause } from '../errors.js'
import { inTime } from '../in-time.js'
import { linkChannel } from './announce.js'
import { type CachedLink, loadLink } from './load.js'
import { untilDone, warmUp } from './warm-up.js'

export interface LinkCache {
  /**
   * The link as it is now or was up to 60 s ago, with a limit of clicks up to 0.1 s; older only
   * while the database does not answer within 100 ms. Waits for a link that is not in memory, and
   * rejects with DatabaseUnavailable after at most 2 s. Deleted links are returned, too.
   */
  get(slug: string): CachedLink | undefined | Promise<CachedLink | undefined>
  /** The same, but undefined where `get` would ask the database, and without asking it. */
  peek(slug: string): CachedLink | undefined
  /**
   * Call it when a link was created or changed on this node. `announceLink` tells all nodes,
   * including this one, but later.
   */
  changed(slug: string): void
  close(): Promise<void>
}

export interface LinkCacheOptions {
  db: Database
  log: Pick<Logger, 'warn'>
  now: () => Date
  /** Links that it keeps at most. */
  maxLinks?: number
}

const usualMaxLinks = 100_000
const maxUnknown = 10_000
const warmUpLinks = 20_000
const freshMs = 60_000
/** For a link that still has clicks left of a limit: clicks change that, and announce nothing. */
const limitedMs = 100
/** The same while no change notifications arrive. */
const deafMs = 5_000
/** For a slug that does not exist. Short, in case the notification of its creation gets lost. */
const unknownMs = 5_000
/** How long a visitor of a known link waits for the database. */
const patienceMs = 100
const loadTimeoutMs = 2_000
/** After a database failure, known links are served for this long without asking it again. */
const pauseMs = 2_000
/** Concurrent loads; more are refused instead of piling up while the database hangs. */
const maxLoads = 1_000

interface Entry {
  link: CachedLink
  /** Both in milliseconds since the epoch. */
  loadedAt: number
  freshUntil: number
}

/** Opens the cache: it listens for changes, and loads the newest links in the background. */
export async function openLinkCache(options: LinkCacheOptions): Promise<LinkCache> {
  const { db, log, now, maxLinks = usualMaxLinks } = options
  const entries = new LRUCache<string, Entry>({ max: maxLinks })
  /** Slugs that do not exist, and until when that is assumed. */
  const unknown = new LRUCache<string, number>({ max: maxUnknown })
  const loads = new Map<string, Promise<CachedLink | undefined>>()
  let changedDuringWarmUp: Set<string> | null = null
  let hearing = false
  let failedAt = Number.NEGATIVE_INFINITY
  const closing = new AbortController()

  function get(slug: string): CachedLink | undefined | Promise<CachedLink | undefined> {
    const time = now().getTime()
    const entry = entries.get(slug)
    if (entry !== undefined) return isFresh(entry, time) ? entry.link : refresh(slug, entry.link)
    const until = unknown.get(slug)
    return until !== undefined && time < until ? undefined : load(slug)
  }

  function peek(slug: string): CachedLink | undefined {
    const entry = entries.get(slug)
    return entry !== undefined && isFresh(entry, now().getTime()) ? entry.link : undefined
  }

  async function refresh(slug: string, stale: CachedLink): Promise<CachedLink | undefined> {
    if (performance.now() - failedAt < pauseMs) return stale
    const fresh = load(slug).catch(() => stale)
    return inTime(fresh, patienceMs, () => stale)
  }

  /** One load per slug at a time; concurrent callers share it. */
  function load(slug: string): Promise<CachedLink | undefined> {
    const running = loads.get(slug)
    if (running !== undefined) return running
    if (loads.size >= maxLoads) return Promise.reject(new DatabaseUnavailable())
    const askedAt = now()
    const loading = inTime(loadLink(db, slug, askedAt), loadTimeoutMs, tooLate).then(
      link => {
        // A change announced in the meantime has replaced this load, which may have read the old
        // state.
        if (loads.get(slug) === loading) {
          loads.delete(slug)
          store(slug, link, askedAt.getTime())
        }
        return link
      },
      cause => {
        if (loads.get(slug) === loading) loads.delete(slug)
        const failedBefore = failedAt
        failedAt = performance.now()
        if (failedAt - failedBefore >= pauseMs)
          log.warn({ err: rootCause(cause) }, 'Links cannot be read from the database.')
        throw new DatabaseUnavailable({ cause })
      },
    )
    loads.set(slug, loading)
    return loading
  }

  function store(slug: string, link: CachedLink | undefined, loadedAt: number): void {
    if (link === undefined) {
      entries.delete(slug)
      unknown.set(slug, loadedAt + unknownMs)
      return
    }
    const limited = link.clicksLeft !== null && link.clicksLeft > 0
    const keptMs = limited ? limitedMs : hearing ? freshMs : deafMs
    const freshUntil = Math.min(loadedAt + keptMs, link.visitorSaltEndsAt.getTime())
    entries.set(slug, { link, loadedAt, freshUntil })
    unknown.delete(slug)
  }

  function changed(slug: string): void {
    unknown.delete(slug)
    loads.delete(slug)
    changedDuringWarmUp?.add(slug)
    const entry = entries.peek(slug)
    if (entry === undefined) return
    entry.freshUntil = 0
    load(slug).catch(() => {})
  }

  /** Anything in memory may have changed without a notification. */
  function doubtAll(hears: boolean): void {
    hearing = hears
    unknown.clear()
    loads.clear()
    for (const entry of entries.values()) entry.freshUntil = 0
  }

  async function warm(): Promise<void> {
    changedDuringWarmUp = new Set()
    try {
      await warmUp(db, warmUpLinks, now, keepEarly)
    } finally {
      changedDuringWarmUp = null
    }
  }

  function keepEarly(link: CachedLink, askedAt: Date): boolean {
    if (!entries.has(link.slug) && !changedDuringWarmUp?.has(link.slug))
      store(link.slug, link, askedAt.getTime())
    return !closing.signal.aborted
  }

  const stopListening = await listen(db, log, linkChannel, {
    heard: changed,
    begun: () => doubtAll(true),
    lost: () => doubtAll(false),
  })
  const warming = untilDone(warm, log, closing.signal)

  async function close(): Promise<void> {
    closing.abort()
    stopListening()
    await inTime(warming, loadTimeoutMs, () => {})
  }

  return { get, peek, changed, close }
}

/** If the clock is set back, an entry must not stay fresh for long. */
function isFresh({ loadedAt, freshUntil }: Entry, time: number): boolean {
  return time < freshUntil && time >= loadedAt
}

function tooLate(): never {
  throw new Error(`No answer within ${loadTimeoutMs} ms.`)
}
