import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { Position } from './record.js'
import { segmentPath } from './segments.js'

/** Longer than any line, so that the bytes contain a record's id, which is random. */
const mostBytes = 16 * 1024

/**
 * A hash of the bytes right before a position, which shows whether the position belongs to a
 * segment. Two segments have the same hash only if one is a copy of the other up to there. Null if
 * the segment is missing or ends earlier.
 */
export async function readFingerprint(
  directory: string,
  { segment, offset }: Position,
): Promise<string | null> {
  const file = await open(segmentPath(directory, segment), 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  if (file === undefined) return null
  try {
    const bytes = Buffer.alloc(Math.min(offset, mostBytes))
    const { bytesRead } = await file.read(bytes, 0, bytes.length, offset - bytes.length)
    return bytesRead < bytes.length ? null : createHash('sha256').update(bytes).digest('hex').slice(0, 32)
  } finally {
    await file.close()
  }
}
