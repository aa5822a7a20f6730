import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Logger } from 'pino'
import { type Journal, startAppending } from './append.js'
import { syncDirectory } from './durable.js'
import { type CreateFile, createFile } from './segment.js'
import { listSegments } from './segments.js'

export interface JournalOptions {
  /** Made where it is missing. */
  directory: string
  log?: Pick<Logger, 'error' | 'info'>
  /** Called whenever records have come to disk. */
  onFlushed?: () => void
  create?: CreateFile
  /** A segment that has reached this size is followed by a new one; 16 MB unless told. */
  segmentBytes?: number
  /** Pause between two attempts at a disk that failed; 1,000 unless told. */
  retryMs?: number
  /** A write that takes longer counts as failed until it returns; 2,000 unless told. */
  stallMs?: number
}

/**
 * Opens the journal of this node for appending, in a new segment: an older one is never written
 * again, so that no stored position can lie ahead of new records. One process at a time. Throws
 * what the file system throws.
 */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const { directory } = options
  if ((await mkdir(directory, { recursive: true })) !== undefined) await syncDirectory(dirname(directory))
  const newest = (await listSegments(directory)).at(-1) ?? 0
  return startAppending({
    directory,
    firstSegment: newest + 1,
    segmentBytes: options.segmentBytes ?? 16 * 1024 * 1024,
    retryMs: options.retryMs ?? 1_000,
    stallMs: options.stallMs ?? 2_000,
    create: options.create ?? createFile,
    log: options.log,
    onFlushed: options.onFlushed,
  })
}
