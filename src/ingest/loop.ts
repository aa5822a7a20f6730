import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '../db/connect.js'
import { type Batch, readBatch } from '../journal/read.js'
import type { Position } from '../journal/record.js'
import { bytesAfter, deleteSegments } from '../journal/segments.js'
import { setAside } from '../journal/set-aside.js'
import { countBatch, storeBatch } from './batch.js'
import { countAround } from './bisect.js'
import type { Log } from './messages.js'
import { createPartitions } from './partitions.js'
import { createPause } from './pause.js'
import { readPosition } from './positions.js'
import { type Prepared, prepare } from './prepare.js'
import { keepRefused } from './refused.js'
import { freshStatus, type LoopStatus } from './status.js'
import { describe } from './trouble.js'

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
  /** Resolves when everything that is in the journal now is in the database. Waits as long as the database is away. */
  drain(): Promise<void>
  /** Finishes the batch in flight; resolves when nothing runs any more. */
  stop(): Promise<void>
}

interface Loaded {
  batch: Batch
  prepared: Promise<Prepared>
}

/** Records a batch holds at most; halved while batches fail, down to `smallest`. */
const largest = 20_000
const smallest = 100
/** What that many records take, mostly: it is read at once. */
const batchBytes = 8 * 1024 * 1024
/** With two of them this thread has work however long the database takes over one. */
const batchesAhead = 2
/** Pause where the journal has nothing new, in milliseconds; a wake ends it. */
const pollMs = 250
/** Pause after a batch that took all there was, so that a trickle of clicks does not make a transaction each. */
const gatherMs = 100
const firstRetryMs = 100
const lastRetryMs = 2_000
/** Between two looks for segments to delete. */
const cleanEveryMs = 60_000

/** Brings the journal into the database, batch by batch, until it is stopped; a database that is away is tried for ever. */
export function startLoop(options: LoopOptions): Loop {
  const { journalDirectory, nodeId, log } = options
  let db = options.connect()
  let partitions = createPartitions(db)
  const pause = createPause()
  const stopping = new AbortController()
  const status: LoopStatus = { ...freshStatus }
  const drains: (() => void)[] = []
  let position: Position | null = null
  /** The next batches, read and judged while the database works on this one. */
  let ahead: Promise<Loaded>[] = []
  let limit = largest
  let cleanedAt = 0

  const report = (change: Partial<LoopStatus>) => options.onStatus({ ...Object.assign(status, change) })
  const sleep = (ms: number) => delay(ms, undefined, { signal: stopping.signal }).catch(() => {})

  async function run(): Promise<void> {
    let retryMs = firstRetryMs
    while (!stopping.signal.aborted) {
      try {
        await step()
        retryMs = firstRetryMs
      } catch (error) {
        ahead = []
        limit = Math.max(smallest, limit >> 1)
        await reconnect()
        if (status.lastError === null) log.warn({ error: describe(error) }, 'clicks wait for the database')
        report({ state: 'retrying', lastError: describe(error) })
        await sleep(retryMs)
        retryMs = Math.min(retryMs * 2, lastRetryMs)
      }
    }
  }

  /**
   * postgres.js (3.4.9) may run what is left of a transaction whose connection broke on the next connection, outside of any
   * transaction; ended, the old one takes nothing any more. The months are learned anew, because one may have been dropped.
   */
  async function reconnect(): Promise<void> {
    await db.$client.end({ timeout: 0 })
    db = options.connect()
    partitions = createPartitions(db)
  }

  async function step(): Promise<void> {
    position ??= await readPosition(db, nodeId)
    // Whoever asked before a read began is served when that read finds nothing.
    const asked = ahead.length === 0 ? drains.length : 0
    const { batch, prepared } = await (ahead.shift() ?? load(position))
    if (batch.atEnd) ahead = []
    if (batch.records.length === 0 && batch.corrupt.length === 0) {
      position = batch.position
      if (batch.atEnd) await rest(position, asked)
      return
    }
    report({
      oldestWaiting: batch.records[0]?.at ?? null,
      bytesBehind: await bytesAfter(journalDirectory, position),
    })
    if (!batch.atEnd) loadAhead(batch.position)
    await store(batch, prepared)
    position = batch.position
    if (batch.atEnd && drains.length === 0) await sleep(gatherMs)
  }

  /** Loads what follows `from`, where nothing is loaded yet, and what follows that. */
  function loadAhead(from: Position): void {
    while (ahead.length < batchesAhead) {
      const next = ahead.at(-1)?.then(loadAfter) ?? load(from)
      // Should a batch before it fail, nobody looks at it.
      next.catch(() => {})
      ahead.push(next)
    }
  }

  async function loadAfter({ batch, prepared }: Loaded): Promise<Loaded> {
    // One after the other, so that the first one is ready first; whoever stores it learns whether it could be prepared.
    await prepared.catch(() => {})
    return load(batch.position)
  }

  async function load(from: Position): Promise<Loaded> {
    const batch = await readBatch(journalDirectory, from, { maxRecords: limit, maxBytes: batchBytes })
    const prepared = prepare(db, partitions, batch.records)
    // Whoever stores the batch looks at it.
    prepared.catch(() => {})
    return { batch, prepared }
  }

  async function store(batch: Batch, prepared: Promise<Prepared>): Promise<void> {
    for (const part of batch.corrupt) {
      const path = await setAside(journalDirectory, part)
      log.error({ path, lines: part.lines }, 'journal lines cannot be read and were set aside')
    }
    const progress = { nodeId, position: batch.position }
    const { inserted, duplicates, refused } = await countAround(batch.records, async records =>
      // Only the whole batch may move the position: while half of it fails, it is not in the database.
      records === batch.records
        ? storeBatch(db, await prepared, progress)
        : countBatch(db, partitions, records, null),
    )
    for (const { record, error } of refused) {
      const path = await keepRefused(journalDirectory, record)
      log.error({ path, error: describe(error) }, 'the database refused a click, which was set aside')
    }
    if (refused.length > 0) await countBatch(db, partitions, [], progress)
    limit = Math.min(largest, limit * 2)
    report({
      state: 'running',
      lastError: null,
      lastBatchAt: new Date(),
      oldestWaiting: null,
      ingested: status.ingested + inserted,
      duplicates: status.duplicates + duplicates,
      corrupt: status.corrupt + batch.corrupt.reduce((lines, part) => lines + part.lines, 0),
      setAside: status.setAside + refused.length,
    })
  }

  /** Everything is in the database. */
  async function rest(ingested: Position, asked: number): Promise<void> {
    for (const resolve of drains.splice(0, asked)) resolve()
    report({ state: 'running', lastError: null, bytesBehind: 0, oldestWaiting: null })
    if (Date.now() - cleanedAt > cleanEveryMs) {
      cleanedAt = Date.now()
      const olderThan = new Date(cleanedAt - options.retentionHours * 3_600_000)
      const deleted = await deleteSegments(journalDirectory, ingested, olderThan)
      if (deleted.length > 0) log.info({ segments: deleted }, 'deleted ingested journal segments')
    }
    if (drains.length === 0) await pause.sleep(pollMs)
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
