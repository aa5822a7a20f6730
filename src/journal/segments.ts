import { open, readdir, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Position } from './record.js'

const name = /^(\d{10})\.log$/

/** Path of a segment's file: ten digits, so that names sort as numbers do. */
export function segmentPath(directory: string, segment: number): string {
  return join(directory, `${String(segment).padStart(10, '0')}.log`)
}

/** Numbers of the segments there are, ascending; none where the directory is missing. */
export async function listSegments(directory: string): Promise<number[]> {
  const names = await readdir(directory).catch(absent)
  return (names ?? [])
    .flatMap(file => name.exec(file)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b)
}

/** Bytes of records that wait after a position: how far ingest is behind. */
export async function bytesAfter(directory: string, position: Position): Promise<number> {
  let bytes = 0
  for (const segment of await listSegments(directory)) {
    if (segment < position.segment) continue
    const from = segment === position.segment ? position.offset : 0
    bytes += Math.max(0, (await recordsEnd(segmentPath(directory, segment), from)) - from)
  }
  return bytes
}

/** Where records end and reserved zeros begin, between `from` and the end of a segment: looked for by halves. */
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
 * Deletes the segments that lie wholly before a position and were last written before `olderThan`; returns their
 * numbers. The newest one always stays: the next number is counted from it, and no number may come twice.
 */
export async function deleteSegments(
  directory: string,
  ingested: Position,
  olderThan: Date,
): Promise<number[]> {
  const deleted: number[] = []
  for (const segment of (await listSegments(directory)).slice(0, -1)) {
    if (segment >= ingested.segment) break
    const path = segmentPath(directory, segment)
    const written = (await stat(path).catch(absent))?.mtimeMs
    if (written === undefined || written >= olderThan.getTime()) continue
    await unlink(path)
    deleted.push(segment)
  }
  return deleted
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
