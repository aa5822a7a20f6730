import { fstatSync } from 'node:fs'
import { type FileHandle, link, open, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { blockBytes, openDirect, writeDirect } from './direct.js'
import { syncDirectory, writeAll } from './durable.js'
import { segmentPath } from './segments.js'

/**
 * Makes a file that must not exist yet. It is an argument so that a test can simulate a full disk.
 */
export type CreateFile = (path: string) => Promise<FileHandle>
export const createFile: CreateFile = path => open(path, 'wx')

/** The file being written. One process appends to it, from its creation until it is closed. */
export interface Segment {
  number: number
  /** Bytes that are safely on disk. */
  size: number
  /**
   * Bytes the file had before its first record, all zeros. 0 for a segment that grows with its
   * records.
   */
  reserved: number
  file: FileHandle
  /** Of a file with direct writes. */
  memory?: Buffer
}

/** A file of zeros that becomes a segment when it is renamed. */
export interface Reserve extends Pick<Segment, 'file' | 'memory'> {
  bytes: number
}

/** Zeros written at once: few enough that other records do not wait long behind them. */
const piece = Buffer.alloc(256 * 1024)

/** Creates the segment with that number; its name is on disk when this returns. */
export async function createSegment(directory: string, number: number, create: CreateFile): Promise<Segment> {
  const file = await create(segmentPath(directory, number))
  try {
    await syncDirectory(directory)
  } catch (error) {
    await file.close()
    throw error
  }
  return { number, size: 0, reserved: 0, file }
}

/**
 * Allocates the blocks of a future segment. Overwriting them later takes half the time of growing a
 * file, and does not wait for other work on the file system. Zeros are only ever written here,
 * before there is any record.
 */
export async function reserveSegment(directory: string, bytes: number, create: CreateFile): Promise<Reserve> {
  const path = reservePath(directory)
  await unlink(path).catch(() => {})
  const file = await create(path)
  try {
    for (let at = 0; at < bytes; at += piece.length) {
      await writeAll(file, piece.subarray(0, Math.min(piece.length, bytes - at)), at)
      await file.datasync()
    }
  } catch (error) {
    await dropReserve(directory, { file })
    throw error
  }
  const direct = bytes >= 2 * blockBytes && bytes % blockBytes === 0 ? await openDirect(path) : null
  if (direct === null) return { file, bytes }
  await file.close()
  return { ...direct, bytes }
}

/**
 * Turns the reserved file into the segment with that number; its name is on disk when this returns.
 * Like `createSegment`, it throws EEXIST if a file of that name exists, and leaves that file alone.
 */
export async function adoptReserve(directory: string, number: number, reserve: Reserve): Promise<Segment> {
  const { bytes, ...written } = reserve
  try {
    await link(reservePath(directory), segmentPath(directory, number))
    await unlink(reservePath(directory))
    await syncDirectory(directory)
  } catch (error) {
    await reserve.file.close()
    throw error
  }
  return { number, size: 0, reserved: bytes, ...written }
}

/** Frees the space of a reserved file. */
export async function dropReserve(directory: string, { file }: Pick<Reserve, 'file'>): Promise<void> {
  await file.close()
  await unlink(reservePath(directory)).catch(() => {})
}

/** Appends, and returns when it is on disk. After a failure the segment must be abandoned. */
export async function writeSegment(segment: Segment, bytes: Buffer): Promise<void> {
  const { file, memory, size } = segment
  if (memory !== undefined) await writeDirect({ file, memory }, bytes, size)
  else {
    await writeAll(file, bytes, size)
    // A failed fdatasync may have dropped the pages it could not write, so a retry would prove
    // nothing.
    await file.datasync()
  }
  if (isDeleted(segment)) throw new Error('The segment was deleted while it was written.')
  segment.size += bytes.length
}

/** Whether somebody has deleted the file: data written to a deleted file is lost with it. */
export function isDeleted({ file }: Segment): boolean {
  // Not the promise version, which would send every group through the thread pool.
  return fstatSync(file.fd).nlink === 0
}

/** Ends a segment and frees space that holds no record. */
export async function closeSegment({ file, memory, size, reserved }: Segment): Promise<void> {
  try {
    if (memory !== undefined || size < reserved) await file.truncate(size)
  } finally {
    await file.close()
  }
}

/**
 * Gives up a segment after a failed write: cuts off what was not confirmed, if the disk still
 * allows it.
 */
export async function abandonSegment(segment: Segment): Promise<void> {
  // What stays behind does no harm: a torn line is skipped, and a whole line has the same id as its
  // rescued copy.
  await segment.file.truncate(segment.size).catch(() => {})
  await segment.file.close().catch(() => {})
}

/**
 * Throws while the disk takes nothing. Called before making a new segment after a failure, so that
 * a full disk is not filled with empty segments.
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

function reservePath(directory: string): string {
  return join(directory, 'reserve')
}
