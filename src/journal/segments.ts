import { open, readdir, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Position } from './record.js'

const name = /^(\d{10})\.log$/

/**
 * Where to go on reading each segment, in bytes: everything before is in the database. 0 for a
 * segment without an offset.
 */
export type Offsets = ReadonlyMap<number, number>

/** Path of a segment's file: ten digits, so that names sort as numbers do. */
export function segmentPath(directory: string, segment: number): string {
  return join(directory, `${String(segment).padStart(10, '0')}.log`)
}

/** Numbers of the existing segments, ascending; none if the directory is missing. */
export async function listSegments(directory: string): Promise<number[]> {
  const names = await readdir(directory).catch(absent)
  return (names ?? [])
    .flatMap(file => name.exec(file)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b)
}

/**
 * Where reading starts: in the first segment with something after its offset, else at the end of
 * the newest one.
 */
export async function findUnread(directory: string, offsets: Offsets): Promise<Position> {
  let position: Position = { segment: 0, offset: 0 }
  for (const segment of await listSegments(directory)) {
    const offset = offsets.get(segment) ?? 0
    position = { segment, offset }
    if ((await bytesOf(directory, segment)) > offset) break
  }
  return position
}

/** Bytes of records after the offsets: how far ingest is behind. */
export async function bytesAfter(directory: string, offsets: Offsets): Promise<number> {
  let bytes = 0
  for (const segment of await listSegments(directory)) {
    const offset = offsets.get(segment) ?? 0
    if ((await bytesOf(directory, segment)) <= offset) continue
    bytes += Math.max(0, (await recordsEnd(segmentPath(directory, segment), offset)) - offset)
  }
  return bytes
}

async function bytesOf(directory: string, segment: number): Promise<number> {
  return (await stat(segmentPath(directory, segment)).catch(absent))?.size ?? 0
}

/**
 * Finds where records end and reserved zeros begin, between `from` and the end of a segment, by
 * binary search.
 */
async function recordsEnd(path: string, from: number): Promise<number> {
  const file = await open(path, 'r').catch(absent)
  if (file === undefined) return from
  try {
    const byte = Buffer.alloc(1)
    let low = from
    let high = (await file.stat()).size
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      const { bytesRead } = await file.read(byte, 0, 1, middle)
      if (bytesRead === 1 && byte[0] !== 0) low = middle + 1
      else high = middle
    }
    return low
  } finally {
    await file.close()
  }
}

/**
 * Segments that were read to the end and last written before `olderThan`. Never includes the newest
 * one, because the next number is derived from it.
 */
export async function findOutdated(directory: string, offsets: Offsets, olderThan: Date): Promise<number[]> {
  const outdated: number[] = []
  for (const segment of (await listSegments(directory)).slice(0, -1)) {
    const file = await stat(segmentPath(directory, segment)).catch(absent)
    const ended = file !== undefined && (offsets.get(segment) ?? 0) >= file.size
    if (ended && file.mtimeMs < olderThan.getTime()) outdated.push(segment)
  }
  return outdated
}

export async function deleteSegments(directory: string, segments: number[]): Promise<void> {
  for (const segment of segments) await unlink(segmentPath(directory, segment)).catch(absent)
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
