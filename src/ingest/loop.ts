import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '../db/connect.js'
import { type Batch, readBatch } from '../journal/read.js'
import type { Position } from '../journal/record.js'
import { bytesAfter, deleteSegments } from '../journal/segments.js'
import { setAside } from '../journal/set-aside.js'
import { copyPrepared, countBatch } from './batch.js'
import { type Bisected, countAround } from './bisect.js'
import type { Log } from './messages.js'
import { createPartitions } from './partitions.js'
import { createPause } from './pause.js'
import { readPosition } from './positions.js'
import { type Prepared, prepare } from './prepare.js'
import { keepRefused } from './refused.js'
import { freshStatus, type LoopStatus } from './status.js'
import { describe, isCopyRefused } from './trouble.js'

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

/** A batch without its records, which would wait in memory for nothing: they can be read again. */
interface Loaded extends Omit<Batch, 'records'> {
  from: Position
  records: number
  /** Time of its first record; null without any. */
  begin: number | null
  prepared: Promise<Prepared>
}

/**
 * Records a batch holds at most. The first after a rest is small, so that the database has work soon, and each that succeeds
 * doubles that up to `largest`; each that fails halves it down to `smallest`.
 */
const first = 2_500
const largest = 40_000
const smallest = 100
/** What that many records take, mostly: it is read at once. */
const batchBytes = 16 * 1024 * 1024
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
  /** The next batch, read and judged while the database works on this one. */
  let next: Promise<Loaded> | null = null
  let limit = first
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
        next = null
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
    const asked = next === null ? drains.length : 0
    const batch = await (next ?? load(position))
    next = null
    if (batch.begin === null && batch.corrupt.length === 0) {
      position = batch.position
      if (batch.atEnd) await rest(position, asked)
      return
    }
    report({ oldestWaiting: batch.begin, bytesBehind: await bytesAfter(journalDirectory, position) })
    if (!batch.atEnd) {
      next = load(batch.position)
      // Should this batch fail, nobody looks at it.
      next.catch(() => {})
    }
    position = await store(batch)
    if (batch.atEnd && drains.length === 0) await sleep(gatherMs)
  }

  async function load(from: Position): Promise<Loaded> {
    const { records, ...batch } = await read(from, limit)
    const prepared = prepare(db, partitions, records)
    // Whoever stores the batch looks at it.
    prepared.catch(() => {})
    return { ...batch, from, records: records.length, begin: records[0]?.at ?? null, prepared }
  }

  function read(from: Position, maxRecords: number): Promise<Batch> {
    return readBatch(journalDirectory, from, { maxRecords, maxBytes: batchBytes })
  }

  /** Returns where the journal goes on. */
  async function store(batch: Loaded): Promise<Position> {
    for (const part of batch.corrupt) {
      const path = await setAside(journalDirectory, part)
      log.error({ path, lines: part.lines }, 'journal lines cannot be read and were set aside')
    }
    const { inserted, duplicates, refused, position } = await count(batch)
    for (const { record, error } of refused) {
      const path = await keepRefused(journalDirectory, record)
      log.error({ path, error: describe(error) }, 'the database refused a click, which was set aside')
    }
    if (refused.length > 0) await countBatch(db, partitions, [], { nodeId, position })
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
    return position
  }

  /** Returns where the batch ends, too. */
  async function count(batch: Loaded): Promise<Bisected & { position: Position }> {
    const { from, position } = batch
    try {
      return {
        ...(await copyPrepared(db, await batch.prepared, { nodeId, position })),
        refused: [],
        position,
      }
    } catch (error) {
      if (!isCopyRefused(error)) throw error
    }
    // Without corrupt lines that follow the last record: the next batch finds them.
    next = null
    const { records, position: end } = await read(from, batch.records)
    // Only the whole batch may move the position: while half of it fails, it is not in the database.
    const counted = await countAround(records, some =>
      countBatch(db, partitions, some, some === records ? { nodeId, position: end } : null),
    )
    return { ...counted, position: end }
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
    limit = first
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
