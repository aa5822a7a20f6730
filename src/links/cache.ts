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
   * The link as it is, or as it was at most 60 s ago; older only while the database does not answer
   * within 100 ms. A link that is not in memory is waited for; rejects with DatabaseUnavailable
   * after at most 2 s. Deleted links are returned, too.
   */
  get(slug: string): CachedLink | undefined | Promise<CachedLink | undefined>
  /**
   * A link was made or changed here; other nodes hear it by `announceLink`, and so does this one,
   * but later.
   */
  changed(slug: string): void
  close(): Promise<void>
}

export interface LinkCacheOptions {
  db: Database
  log: Pick<Logger, 'warn'>
  now: () => Date
}

const maxLinks = 100_000
const maxUnknown = 10_000
const warmUpLinks = 20_000
const freshMs = 60_000
/** The same while changes are not heard. */
const deafMs = 5_000
/** For a slug that does not exist. Short, in case the message that it was made gets lost. */
const unknownMs = 5_000
/** How long a visitor of a known link waits for the database. */
const patienceMs = 100
const loadTimeoutMs = 2_000
/** How long known links are served without asking after the database has failed. */
const pauseMs = 2_000
/**
 * Loads at once; what comes on top is turned away instead of piling up before a database that
 * hangs.
 */
const maxLoads = 1_000

interface Entry {
  link: CachedLink
  /** Milliseconds since the epoch, both. */
  loadedAt: number
  freshUntil: number
}

/** Opens the cache: it listens for changes, and in the background reads the newest links. */
export async function openLinkCache({ db, log, now }: LinkCacheOptions): Promise<LinkCache> {
  const entries = new LRUCache<string, Entry>({ max: maxLinks })
  /** Slugs that do not exist, and until when that is believed. */
  const unknown = new LRUCache<string, number>({ max: maxUnknown })
  const loads = new Map<string, Promise<CachedLink | undefined>>()
  let changedDuringWarmUp: Set<string> | null = null
  let hearing = false
  let failedAt = Number.NEGATIVE_INFINITY
  const closing = new AbortController()

  function get(slug: string): CachedLink | undefined | Promise<CachedLink | undefined> {
    const time = now().getTime()
    const entry = entries.get(slug)
    if (entry !== undefined) {
      // A clock that was set back must not make an entry fresh for long.
      const fresh = time < entry.freshUntil && time >= entry.loadedAt
      return fresh ? entry.link : refresh(slug, entry.link)
    }
    const until = unknown.get(slug)
    return until !== undefined && time < until ? undefined : load(slug)
  }

  async function refresh(slug: string, stale: CachedLink): Promise<CachedLink | undefined> {
    if (performance.now() - failedAt < pauseMs) return stale
    const fresh = load(slug).catch(() => stale)
    return inTime(fresh, patienceMs, () => stale)
  }

  /** One load a slug at a time; those who ask meanwhile share it. */
  function load(slug: string): Promise<CachedLink | undefined> {
    const running = loads.get(slug)
    if (running !== undefined) return running
    if (loads.size >= maxLoads) return Promise.reject(new DatabaseUnavailable())
    const askedAt = now()
    const loading = inTime(loadLink(db, slug, askedAt), loadTimeoutMs, tooLate).then(
      link => {
        // A change that was announced meanwhile has ended this load's turn: it may have found the
        // state before.
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
    const freshUntil = Math.min(loadedAt + (hearing ? freshMs : deafMs), link.visitorSaltEndsAt.getTime())
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

  /** Whatever is in memory may have changed without our hearing of it. */
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

  return { get, changed, close }
}

function tooLate(): never {
  throw new Error(`No answer within ${loadTimeoutMs} ms.`)
}
