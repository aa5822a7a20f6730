import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Logger } from 'pino'
import { type Journal, startAppending } from './append.js'
import { syncDirectory } from './durable.js'
import { type CreateFile, createFile } from './segment.js'
import { listSegments } from './segments.js'

export interface JournalOptions {
  /** Created if it is missing. */
  directory: string
  log?: Pick<Logger, 'error' | 'info'>
  /** Called whenever records have reached the disk. */
  onFlushed?: () => void
  create?: CreateFile
  /** Size at which a segment is followed by a new one; 16 MB by default. */
  segmentBytes?: number
  /** Pause between two attempts on a failed disk; 1,000 by default. */
  retryMs?: number
  /** A write that takes longer counts as failed until it returns; 2,000 by default. */
  stallMs?: number
}

/**
 * Opens the journal of this node for appending, in a new segment. Older segments are never written
 * again, so no stored position can be ahead of new records. One process at a time. Throws file
 * system errors.
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
