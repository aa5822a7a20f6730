import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '../db/connect.js'
import { describe } from '../db/errors.js'
import { type Batch, readBatch } from '../journal/read.js'
import type { Position } from '../journal/record.js'
import { bytesAfter, findUnread, type Offsets } from '../journal/segments.js'
import { setAside } from '../journal/set-aside.js'
import type { Log } from './messages.js'
import { createPartitions } from './partitions.js'
import { createPause } from './pause.js'
import { PositionsDiffer } from './positions.js'
import { type Prepared, prepare } from './prepare.js'
import { loadProgress, type Progress } from './progress.js'
import { countRefused, keepRefused, type Refused } from './refused.js'
import { freshStatus, type LoopStatus } from './status.js'
import { storeBatch } from './store.js'

export interface LoopOptions {
  /** Opens connections of the loop's own. */
  connect: () => Database
  journalDirectory: string
  nodeId: string
  /** Hours an ingested segment is kept. */
  retentionHours: number
  log: Log
  onStatus: (status: LoopStatus) => void
}

export interface Loop {
  /** New records may be in the journal. */
  wake(): void
  /**
   * Resolves when everything that is in the journal now is in the database. Waits as long as the
   * database is away.
   */
  drain(): Promise<void>
  /** Finishes the batch in flight; resolves when nothing runs any more. */
  stop(): Promise<void>
}

/** A batch without its records, which would wait in memory for nothing: they can be read again. */
interface Loaded extends Omit<Batch, 'records'> {
  from: Position
  records: number
  prepared: Promise<Prepared>
}

/**
 * Records a batch holds at most. The first after a rest is small, so that the database has work
 * soon, and each that succeeds doubles that up to `largest`; each that fails halves it down to
 * `smallest`.
 */
const first = 2_500
const largest = 40_000
const smallest = 100
/** What that many records take, mostly: it is read at once. */
const batchBytes = 16 * 1024 * 1024
/** Pause where the journal has nothing new, in milliseconds; a wake ends it. */
const pollMs = 250
/**
 * Pause after a batch that took all there was, so that a trickle of clicks does not make a
 * transaction each.
 */
const gatherMs = 100
const firstRetryMs = 100
const lastRetryMs = 2_000
/** Between two looks for segments to delete. */
const cleanEveryMs = 60_000
/** Between two looks whether journal and database still are as ingest left them. */
const checkEveryMs = 5_000
/** Between two looks at what waits, while something does. */
const measureEveryMs = 1_000

/**
 * Brings the journal into the database, batch by batch, until it is stopped; a database that is
 * away is tried for ever.
 */
export function startLoop(options: LoopOptions): Loop {
  const { journalDirectory, nodeId, log } = options
  let db = options.connect()
  let partitions = createPartitions(db)
  const pause = createPause()
  const stopping = new AbortController()
  const status: LoopStatus = { ...freshStatus }
  const drains: (() => void)[] = []
  let progress: Progress | null = null
  /** Those of the last progress that was known: they tell what waits while the database is away. */
  let offsets: Offsets = new Map()
  let position: Position = { segment: 0, offset: 0 }
  /** The next batch, read and judged while the database works on this one. */
  let next: Promise<Loaded> | null = null
  let limit = first
  let cleanedAt = Number.NEGATIVE_INFINITY
  let checkedAt = 0
  let rests = 0
  let isResting = false

  const report = (change: Partial<LoopStatus>) => options.onStatus({ ...Object.assign(status, change) })
  const sleep = (ms: number) => delay(ms, undefined, { signal: stopping.signal }).catch(() => {})

  async function run(): Promise<void> {
    let retryMs = firstRetryMs
    const measuring = setInterval(() => void tellWaiting(), measureEveryMs)
    while (!stopping.signal.aborted) {
      try {
        await step()
        retryMs = firstRetryMs
      } catch (error) {
        next = null
        progress = null
        limit = Math.max(smallest, limit >> 1)
        await reconnect()
        if (error instanceof PositionsDiffer) {
          misfit(
            'the database has lost what was stored; the journal is read again from where the database is',
          )
          await sleep(firstRetryMs)
          continue
        }
        if (status.lastError === null) log.warn({ error: describe(error) }, 'clicks wait for the database')
        report({ state: 'retrying', lastError: describe(error), ...(await measure().catch(() => ({}))) })
        await sleep(retryMs)
        retryMs = Math.min(retryMs * 2, lastRetryMs)
      }
    }
    clearInterval(measuring)
  }

  /**
   * postgres.js (3.4.9) may run what is left of a transaction whose connection broke on the next
   * connection, outside of any transaction; ended, the old one takes nothing any more. The months
   * are learned again, because one may have been dropped.
   */
  async function reconnect(): Promise<void> {
    await db.$client.end({ timeout: 0 })
    db = options.connect()
    partitions = createPartitions(db)
  }

  function misfit(message: string, segments: number[] = []): void {
    log.warn({ segments }, message)
    report({ state: 'rereading', misfits: status.misfits + Math.max(1, segments.length) })
  }

  async function begin(): Promise<Progress> {
    const loaded = await loadProgress(db, nodeId, journalDirectory)
    if (loaded.misfits.length > 0) {
      misfit('stored positions do not fit the journal, which is older or lacks files', loaded.misfits)
    }
    position = await findUnread(journalDirectory, loaded.offsets)
    progress = loaded
    offsets = loaded.offsets
    return loaded
  }

  async function step(): Promise<void> {
    const known = progress ?? (await begin())
    // A drain that was asked for before a read began is done when that read finds nothing.
    const asked = next === null ? drains.length : 0
    const batch = await (next ?? load(known, position))
    next = null
    if (batch.ends.length === 0) {
      position = batch.position
      if (batch.atEnd) await rest(known, asked)
      return
    }
    if (!batch.atEnd) {
      next = load(known, batch.position)
      // Should this batch fail, nobody looks at it.
      next.catch(() => {})
    }
    position = await store(known, batch)
    if (batch.atEnd && drains.length === 0) await sleep(gatherMs)
  }

  /** What waits; all of the journal where nothing is known. */
  async function measure(): Promise<Pick<LoopStatus, 'bytesBehind' | 'oldestWaiting'>> {
    const bytesBehind = await bytesAfter(journalDirectory, offsets)
    const unread = await findUnread(journalDirectory, offsets)
    const { records } = await readBatch(journalDirectory, unread, { maxRecords: 1 }, offsets)
    return { bytesBehind, oldestWaiting: records[0]?.at ?? null }
  }

  /** While a batch takes long, or the database does not answer. */
  async function tellWaiting(): Promise<void> {
    if (isResting) return
    const before = rests
    const waiting = await measure().catch(() => null)
    if (waiting !== null && rests === before) report(waiting)
  }

  async function load(known: Progress, from: Position): Promise<Loaded> {
    const { records, ...batch } = await read(known, from, limit)
    const prepared = prepare(db, partitions, records)
    // An error is met where the batch is stored.
    prepared.catch(() => {})
    return { ...batch, from, records: records.length, prepared }
  }

  function read(known: Progress, from: Position, maxRecords: number): Promise<Batch> {
    return readBatch(journalDirectory, from, { maxRecords, maxBytes: batchBytes }, known.offsets)
  }

  /** Returns where the journal goes on. */
  async function store(known: Progress, batch: Loaded): Promise<Position> {
    for (const part of batch.corrupt) {
      const path = await setAside(journalDirectory, part)
      log.error({ path, lines: part.lines }, 'journal lines cannot be read and were set aside')
    }
    const moves = await known.movesTo(batch.ends)
    const keep = (refused: Refused[]) => keepRefused(journalDirectory, refused, log)
    const readAgain = async () => {
      const { records } = await read(known, batch.from, batch.records)
      if (records.length < batch.records) throw new Error('The journal changed while it was read.')
      return records
    }
    const { inserted, duplicates, refused } = await storeBatch(
      { db, partitions, keep },
      await batch.prepared,
      readAgain,
      { nodeId, moves },
    )
    const { setAside: refusedNow, unknownLinks } = countRefused(refused)
    known.moved(moves)
    limit = Math.min(largest, limit * 2)
    report({
      state: status.state === 'rereading' ? 'rereading' : 'running',
      lastError: null,
      lastBatchAt: new Date(),
      ...(batch.atEnd && { bytesBehind: 0, oldestWaiting: null }),
      ingested: status.ingested + inserted,
      duplicates: status.duplicates + duplicates,
      corrupt: status.corrupt + batch.corrupt.reduce((lines, part) => lines + part.lines, 0),
      setAside: status.setAside + refusedNow,
      unknownLinks: status.unknownLinks + unknownLinks,
    })
    return batch.position
  }

  /** Everything is in the database. */
  async function rest(known: Progress, asked: number): Promise<void> {
    rests++
    for (const resolve of drains.splice(0, asked)) resolve()
    report({ state: 'running', lastError: null, bytesBehind: 0, oldestWaiting: null })
    if (performance.now() - cleanedAt > cleanEveryMs) {
      cleanedAt = performance.now()
      const outdated = new Date(Date.now() - options.retentionHours * 3_600_000)
      const deleted = await known.deleteOutdated(outdated)
      if (deleted.length > 0) log.info({ segments: deleted }, 'deleted ingested journal segments')
    }
    limit = first
    if (performance.now() - checkedAt > checkEveryMs) await check(known)
    else if (drains.length === 0) {
      isResting = true
      await pause.sleep(pollMs)
      isResting = false
    }
  }

  /** Finds what nobody told: a database that was put back, segments that were put in. */
  async function check(known: Progress): Promise<void> {
    if (!(await known.isCurrent())) throw new PositionsDiffer()
    if ((await findUnread(journalDirectory, offsets)).segment < position.segment) progress = null
    checkedAt = performance.now()
  }

  const running = run()
  return {
    wake: pause.wake,
    drain: () =>
      new Promise(resolve => {
        drains.push(resolve)
        pause.wake()
      }),
    async stop() {
      stopping.abort()
      pause.wake()
      await running
      await db.$client.end({ timeout: 1 })
    },
  }
}
