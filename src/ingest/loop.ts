import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '../db/connect.js'
import { describe } from '../db/errors.js'
import { hourMs } from '../durations.js'
import { type Batch, readBatch } from '../journal/read.js'
import type { Position } from '../journal/record.js'
import { bytesAfter, findUnread, type Offsets } from '../journal/segments.js'
import { setAside } from '../journal/set-aside.js'
import type { Log, NodeJournal } from './messages.js'
import { createPartitions } from './partitions.js'
import { createPause } from './pause.js'
import { PositionsDiffer } from './positions.js'
import { type Prepared, prepare } from './prepare.js'
import { loadProgress, type Progress } from './progress.js'
import { countRefused, keepRefused, type Refused } from './refused.js'
import { freshStatus, type LoopStatus } from './status.js'
import { storeBatch } from './store.js'

export interface LoopOptions {
  /** Opens the loop's own connections. */
  connect: () => Database
  journal: NodeJournal
  /** How many hours to keep an ingested segment. */
  retentionHours: number
  log: Log
  onStatus: (status: LoopStatus) => void
}

export interface Loop {
  /** New records may be in the journal. */
  wake(): void
  /**
   * Resolves when everything now in the journal is in the database. Waits while the database is
   * unreachable.
   */
  drain(): Promise<void>
  /** Finishes the current batch; resolves when nothing runs any more. */
  stop(): Promise<void>
}

/** A batch without its records. Keeping them would waste memory, since they can be read again. */
interface Loaded extends Omit<Batch, 'records'> {
  from: Position
  records: number
  prepared: Promise<Prepared>
}

/**
 * Most records in a batch. The first batch after a pause is small, so that the database gets work
 * soon. Each success doubles the size up to `largest`; each failure halves it down to `smallest`.
 */
const first = 2_500
const largest = 40_000
const smallest = 100
/**
 * How many batches are read and judged ahead of the one that the database works on. With one, the
 * thread would be idle whenever it is done with that one first.
 */
const mostAhead = 2
/** Usual size of that many records, read at once. */
const batchBytes = 16 * 1024 * 1024
/** Pause while the journal has nothing new, in milliseconds; a wake ends it. */
const pollMs = 250
/**
 * Pause after a batch that emptied the journal, so that a trickle of hits does not cause one
 * transaction per hit.
 */
const gatherMs = 100
const firstRetryMs = 100
const lastRetryMs = 2_000
/** Time between two searches for segments to delete. */
const cleanEveryMs = 60_000
/** Time between two checks that journal and database still are as ingest left them. */
const checkEveryMs = 5_000
/** Time between two checks of what is waiting, while something is. */
const measureEveryMs = 1_000

/**
 * Ingests the journal into the database, batch by batch, until it is stopped. It retries an
 * unreachable database forever.
 */
export function startLoop(options: LoopOptions): Loop {
  const { log } = options
  const { directory: journalDirectory, nodeId } = options.journal
  let db = options.connect()
  let partitions = createPartitions(db)
  const pause = createPause()
  const stopping = new AbortController()
  const status: LoopStatus = { ...freshStatus }
  const drains: (() => void)[] = []
  let progress: Progress | null = null
  /**
   * Offsets of the last known progress. They show what is waiting while the database is
   * unreachable.
   */
  let offsets: Offsets = new Map()
  let position: Position = { segment: 0, offset: 0 }
  /** The next batches, read and judged while the database works on the current one. */
  let ahead: Promise<Loaded | null>[] = []
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
        ahead = []
        progress = null
        limit = Math.max(smallest, limit >> 1)
        await reconnect()
        if (error instanceof PositionsDiffer) {
          misfit(
            'The database has lost stored hits; the journal is read again from the position in the database.',
          )
          await sleep(firstRetryMs)
          continue
        }
        if (status.lastError === null) log.warn({ error: describe(error) }, 'Hits wait for the database.')
        report({ state: 'retrying', lastError: describe(error), ...(await measure().catch(() => ({}))) })
        await sleep(retryMs)
        retryMs = Math.min(retryMs * 2, lastRetryMs)
      }
    }
    clearInterval(measuring)
  }

  /**
   * When a connection breaks, postgres.js (3.4.9) may run the rest of its transaction on the next
   * connection, outside of any transaction. Ending the old client prevents that. The months are
   * loaded again, because one may have been dropped.
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
      misfit('Stored positions do not fit the journal, which is older or lacks files.', loaded.misfits)
    }
    position = await findUnread(journalDirectory, loaded.offsets)
    progress = loaded
    offsets = loaded.offsets
    return loaded
  }

  async function step(): Promise<void> {
    const known = progress ?? (await begin())
    let batch = await ahead.shift()
    // A drain requested before a read began is done when that read finds nothing.
    let asked = 0
    if (!batch) {
      ahead = []
      asked = drains.length
      batch = await load(known, position)
    }
    if (batch.ends.length === 0) {
      position = batch.position
      if (batch.atEnd) await rest(known, asked)
      return
    }
    for (let before = ahead.at(-1) ?? batch; ahead.length < mostAhead; ) {
      before = loadAfter(known, before)
      // If this batch fails, nobody awaits that one.
      before.catch(() => {})
      ahead.push(before)
    }
    position = await store(known, batch)
    if (batch.atEnd && drains.length === 0) await sleep(gatherMs)
  }

  /** What is waiting; the whole journal if nothing is known. */
  async function measure(): Promise<Pick<LoopStatus, 'bytesBehind' | 'oldestWaiting'>> {
    const bytesBehind = await bytesAfter(journalDirectory, offsets)
    const unread = await findUnread(journalDirectory, offsets)
    const { records } = await readBatch(journalDirectory, unread, { maxRecords: 1 }, offsets)
    return { bytesBehind, oldestWaiting: records[0]?.at ?? null }
  }

  /** For when a batch takes long, or the database does not answer. */
  async function tellWaiting(): Promise<void> {
    if (isResting) return
    const before = rests
    const waiting = await measure().catch(() => null)
    if (waiting !== null && rests === before) report(waiting)
  }

  async function load(known: Progress, from: Position): Promise<Loaded> {
    const { records, ...batch } = await read(known, from, limit)
    const prepared = prepare(db, partitions, records)
    // Storing the batch handles the error.
    prepared.catch(() => {})
    return { ...batch, from, records: records.length, prepared }
  }

  /** The batch after another, begun when that one is judged; null if there is none yet. */
  async function loadAfter(known: Progress, before: Loaded | Promise<Loaded | null>): Promise<Loaded | null> {
    const batch = await before
    if (batch === null || batch.atEnd) return null
    await batch.prepared
    return known === progress ? load(known, batch.position) : null
  }

  function read(known: Progress, from: Position, maxRecords: number): Promise<Batch> {
    return readBatch(journalDirectory, from, { maxRecords, maxBytes: batchBytes }, known.offsets)
  }

  /** Returns where to go on in the journal. */
  async function store(known: Progress, batch: Loaded): Promise<Position> {
    for (const part of batch.corrupt) {
      const path = await setAside(journalDirectory, part)
      log.error({ path, lines: part.lines }, 'Journal lines cannot be read and were set aside.')
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
    const { setAside: refusedNow, unknownLinks, purged } = countRefused(refused)
    known.moved(moves)
    limit = Math.min(largest, limit * 2)
    report({
      state: status.state === 'rereading' ? 'rereading' : 'running',
      lastError: null,
      // A thread cannot be given a clock.
      lastBatchAt: new Date(),
      ...(batch.atEnd && { bytesBehind: 0, oldestWaiting: null }),
      ingested: status.ingested + inserted,
      duplicates: status.duplicates + duplicates,
      corrupt: status.corrupt + batch.corrupt.reduce((lines, part) => lines + part.lines, 0),
      setAside: status.setAside + refusedNow,
      unknownLinks: status.unknownLinks + unknownLinks,
      purged: status.purged + purged,
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
      // Compared with what the file system says, by the machine's clock.
      const outdated = new Date(Date.now() - options.retentionHours * hourMs)
      const deleted = await known.deleteOutdated(outdated)
      if (deleted.length > 0) log.info({ segments: deleted }, 'Ingested journal segments were deleted.')
    }
    limit = first
    if (performance.now() - checkedAt > checkEveryMs) await check(known)
    else if (drains.length === 0) {
      isResting = true
      await pause.sleep(pollMs)
      isResting = false
    }
  }

  /** Finds changes that nobody announced: a restored database, or added segments. */
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
