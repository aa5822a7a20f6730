import type { Logger } from 'pino'
import { JournalUnavailable } from '../errors.js'
import { type Group, gather, newGroup } from './group.js'
import { addLine, emptied, type Lines } from './line.js'
import type { HitRecord } from './record.js'
import { type RotationOptions, startRotation } from './rotate.js'
import { probeDisk, writeSegment } from './segment.js'

export interface JournalStatus {
  /** Number of the current segment, or of the last one if none is open. */
  segment: number
  /** Since this journal was opened. */
  recordsAppended: number
  bytesAppended: number
  /** Number of groups written. */
  groups: number
  /** True from a failed write until the next one that succeeds. */
  unavailable: boolean
  /** Since when it has been unavailable; null while it is available. */
  since: Date | null
  /** Code or message of the last failure, if there was one. */
  lastError: string | null
}

export interface Journal {
  /**
   * Resolves when the record is on disk. Rejects with JournalUnavailable if the disk does not take
   * it.
   */
  append(record: HitRecord): Promise<void>
  status(): JournalStatus
  /** Writes what is waiting to disk, then closes. */
  close(): Promise<void>
}

export interface AppendOptions extends RotationOptions {
  retryMs: number
  stallMs: number
  log: Pick<Logger, 'error' | 'info'> | undefined
  onFlushed: (() => void) | undefined
}

/** If no hit tries a failed disk, we try it ourselves after this many times the pause. */
const quietRetries = 3

/**
 * Starts appending, in a new segment. While one group is being written, the next one collects
 * records.
 */
export async function startAppending(options: AppendOptions): Promise<Journal> {
  const { directory, create, log } = options
  const status: Omit<JournalStatus, 'segment'> = {
    recordsAppended: 0,
    bytesAppended: 0,
    groups: 0,
    unavailable: false,
    since: null,
    lastError: null,
  }
  const segments = await startRotation(options)
  let waiting: Group | null = null
  let spare: Lines | undefined
  let flushing: Promise<void> | null = null
  let failure: { error: JournalUnavailable; retryAt: number } | null = null
  let closed = false
  let asking: NodeJS.Timeout | undefined

  function append(record: HitRecord): Promise<void> {
    if (closed) return Promise.reject(new JournalUnavailable())
    if (failure !== null && performance.now() < failure.retryAt) return Promise.reject(failure.error)
    waiting ??= newGroup(takeSpare())
    addLine(waiting.lines, record)
    waiting.records++
    flushing ??= flush()
    return waiting.done
  }

  /** The memory of a group that is written, so that not each group takes its own. */
  function takeSpare(): Lines | undefined {
    const lines = spare
    spare = undefined
    return lines
  }

  async function flush(): Promise<void> {
    while (waiting !== null) {
      const group: Group = waiting
      await gather(group)
      waiting = null
      const stalled = setTimeout(
        () => refuse(new Error('stalled'), Number.POSITIVE_INFINITY, group),
        options.stallMs,
      )
      try {
        await write(group)
      } catch (cause) {
        refuse(cause, performance.now() + options.retryMs, group)
        await segments.abandon()
      } finally {
        clearTimeout(stalled)
        spare = emptied(group.lines)
      }
    }
    flushing = null
  }

  /** Shows that the disk takes hits again, even if none comes. */
  function askLater(): void {
    clearTimeout(asking)
    asking = setTimeout(() => {
      // What failed may still be being cleared away, by a disk that is slow.
      if (flushing === null) flushing = ask()
      else askLater()
    }, quietRetries * options.retryMs).unref()
  }

  async function ask(): Promise<void> {
    // It may hang, so no hit waits for it.
    if (failure !== null) failure.retryAt = Number.POSITIVE_INFINITY
    try {
      await probeDisk(directory, create)
      recovered()
    } catch (cause) {
      failure = { error: new JournalUnavailable({ cause }), retryAt: performance.now() + options.retryMs }
      askLater()
    }
    flushing = null
  }

  async function write(group: Group): Promise<void> {
    if (failure !== null) await probeDisk(directory, create)
    const { lines } = group
    const bytes = lines.bytes.subarray(0, lines.length)
    await writeSegment(await segments.segmentFor(bytes.length), bytes)
    if (failure !== null) recovered()
    status.groups++
    status.recordsAppended += group.records
    status.bytesAppended += bytes.length
    group.resolve()
    options.onFlushed?.()
  }

  function recovered(): void {
    clearTimeout(asking)
    failure = null
    status.unavailable = false
    status.since = null
    log?.info({ segment: segments.number() }, 'The journal can be written again.')
  }

  /**
   * Rejects what is being written and what waits. Until `retryAt`, new records are rejected at
   * once.
   */
  function refuse(cause: unknown, retryAt: number, group: Group): void {
    if (failure === null) {
      status.unavailable = true
      status.since = new Date()
      log?.error({ err: cause, segment: segments.number() }, 'The journal cannot be written.')
    }
    status.lastError = describe(cause)
    failure = { error: new JournalUnavailable({ cause }), retryAt }
    askLater()
    group.reject(failure.error)
    waiting?.reject(failure.error)
    waiting = null
  }

  async function close(): Promise<void> {
    closed = true
    clearTimeout(asking)
    await flushing
    clearTimeout(asking)
    await segments.close()
  }

  return { append, status: () => ({ ...status, segment: segments.number() }), close }
}

function describe(error: unknown): string {
  if (error instanceof Error) return 'code' in error ? String(error.code) : error.message
  return String(error)
}
