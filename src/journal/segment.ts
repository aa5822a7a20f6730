import { type FileHandle, open, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { syncDirectory } from './durable.js'
import { segmentPath } from './segments.js'

/** Makes a file that must not exist yet; an argument so that a test can stand at a disk that is full. */
export type CreateFile = (path: string) => Promise<FileHandle>
export const createFile: CreateFile = path => open(path, 'wx')

/** The file that is being written: appended to by one process, once, from its creation to its close. */
export interface Segment {
  number: number
  /** Bytes that are safely on disk. */
  size: number
  file: FileHandle
}

/** Creates the segment of that number; its name is on disk when it returns. */
export async function createSegment(directory: string, number: number, create: CreateFile): Promise<Segment> {
  const file = await create(segmentPath(directory, number))
  try {
    await syncDirectory(directory)
  } catch (error) {
    await file.close()
    throw error
  }
  return { number, size: 0, file }
}

/** Appends, and returns when it is on disk. After a failure the segment must be abandoned. */
export async function writeSegment(segment: Segment, bytes: Buffer): Promise<void> {
  let written = 0
  while (written < bytes.length) {
    const { bytesWritten } = await segment.file.write(
      bytes,
      written,
      bytes.length - written,
      segment.size + written,
    )
    written += bytesWritten
  }
  // A failed fdatasync may have dropped the pages it could not write, so trying again would prove nothing.
  await segment.file.datasync()
  segment.size += written
}

/** Gives up a segment whose write failed: cuts off what was not promised, where the disk still lets us. */
export async function abandonSegment(segment: Segment): Promise<void> {
  // What stays behind does no harm: a torn line is skipped, and a whole one has the id under which it was rescued.
  await segment.file.truncate(segment.size).catch(() => {})
  await segment.file.close().catch(() => {})
}

/**
 * Throws while the disk takes nothing. Asked before a new segment is made after a failure, so that a full disk is not
 * filled with empty segments.
 */
export async function probeDisk(directory: string, create: CreateFile): Promise<void> {
  const path = join(directory, 'probe')
  await unlink(path).catch(() => {})
  const file = await create(path)
  try {
    await file.write(Buffer.alloc(64 * 1024))
    await file.datasync()
  } finally {
    await file.close()
    await unlink(path).catch(() => {})
  }
}
