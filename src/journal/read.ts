import { open } from 'node:fs/promises'
import { decodeLine } from './line.js'
import type { ClickRecord, Position } from './record.js'
import { listSegments, segmentPath } from './segments.js'

/**
 * Read at first, which is all where ingest keeps up. No line of ours is as long (16 KB at most), so this much without a line
 * feed is corrupt.
 */
const shortestRead = 64 * 1024
/** Lines are decoded at once, and this many take a millisecond. */
const longestRead = 128 * 1024
const lineFeed = 0x0a

/** Neighbouring bytes of one segment that hold no record: corrupt lines, or the torn last line of an older segment. */
export interface CorruptPart {
  segment: number
  /** Where it begins, in bytes. */
  offset: number
  bytes: Buffer
  /** How many lines it was, as far as that can be told. */
  lines: number
}

export interface Batch {
  records: ClickRecord[]
  /** In the journal's order; to be set aside before `position` is stored. */
  corrupt: CorruptPart[]
  /** Where the next batch begins. */
  position: Position
  /** Nothing complete was there after `position` when the batch was read. */
  atEnd: boolean
}

export interface ReadLimits {
  /** 5,000 unless told. */
  maxRecords?: number
  /** 4 MB unless told; at least 64 KB are read. */
  maxBytes?: number
}

/**
 * Reads what follows a position, in the journal's order, up to the limits. `{ segment: 0, offset: 0 }` is the beginning.
 * An incomplete last line of the newest segment is not there yet; in an older segment it is torn, and corrupt. Segments that
 * were deleted, and a position past a segment's end, lead on to the next segment. Zeros are space that was reserved, and
 * no line has one. Safe beside a writer.
 */
export async function readBatch(directory: string, from: Position, limits: ReadLimits = {}): Promise<Batch> {
  const maxRecords = limits.maxRecords ?? 5_000
  const maxBytes = Math.max(shortestRead, limits.maxBytes ?? 4 * 1024 * 1024)
  const batch: Batch = { records: [], corrupt: [], position: { ...from }, atEnd: false }
  const texts: Texts = new Map()
  let next: number | undefined
  let bytes = 0
  while (bytes < maxBytes && batch.records.length < maxRecords) {
    const length = Math.max(shortestRead, Math.min(bytes, maxBytes - bytes, longestRead))
    const chunk = await readChunk(directory, batch.position, length)
    const taken = takeLines(chunk, batch, maxRecords, texts)
    bytes += taken
    if (taken > 0) continue
    // Only once the next segment exists is this one complete: so look for the next, then read the end of this again.
    if (next === undefined) {
      next = (await listSegments(directory)).find(segment => segment > batch.position.segment)
      if (next !== undefined) continue
      batch.atEnd = true
      return batch
    }
    if (chunk.bytes.length > 0) addCorrupt(batch, chunk.bytes, 1)
    const zeros = countZeros(chunk.after)
    batch.position.offset += zeros
    bytes += chunk.bytes.length + zeros
    if (chunk.bytes.length + zeros > 0) continue
    batch.position = { segment: next, offset: 0 }
    next = undefined
  }
  return batch
}

interface Chunk {
  /** Up to the first zero. */
  bytes: Buffer
  /** What follows, from the first zero on. */
  after: Buffer
  /** As many bytes as were asked for: more may follow. */
  full: boolean
}

async function readChunk(directory: string, position: Position, length: number): Promise<Chunk> {
  const file = await open(segmentPath(directory, position.segment), 'r').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    },
  )
  if (file === undefined) return { bytes: Buffer.alloc(0), after: Buffer.alloc(0), full: false }
  try {
    const { size } = await file.stat()
    const wanted = Math.max(0, Math.min(length, size - position.offset))
    const buffer = Buffer.allocUnsafe(wanted)
    const { bytesRead } = await file.read(buffer, 0, wanted, position.offset)
    const read = buffer.subarray(0, bytesRead)
    const zero = read.indexOf(0)
    const end = zero === -1 ? bytesRead : zero
    return { bytes: read.subarray(0, end), after: read.subarray(end), full: end === length }
  } finally {
    await file.close()
  }
}

function countZeros(bytes: Buffer): number {
  const more = bytes.findIndex(byte => byte !== 0)
  return more === -1 ? bytes.length : more
}

/** Each text once: most records have one of few User-Agents and referrers, and many records wait in memory. */
type Texts = Map<string, string>

function shared(texts: Texts, text: string | null): string | null {
  if (text === null) return null
  const known = texts.get(text)
  if (known !== undefined) return known
  texts.set(text, text)
  return text
}

/** Moves the batch past the chunk's complete lines, up to `maxRecords`; returns the bytes it took. */
function takeLines(chunk: Chunk, batch: Batch, maxRecords: number, texts: Texts): number {
  let start = 0
  let corrupt = { from: 0, lines: 0 }
  const settle = () => {
    if (corrupt.lines > 0) addCorrupt(batch, chunk.bytes.subarray(corrupt.from, start), corrupt.lines)
    corrupt = { from: start, lines: 0 }
  }
  while (batch.records.length < maxRecords) {
    const end = chunk.bytes.indexOf(lineFeed, start)
    if (end === -1) break
    const record = decodeLine(chunk.bytes.subarray(start, end))
    if (record === null) {
      corrupt.lines++
    } else {
      settle()
      record.userAgent = shared(texts, record.userAgent)
      record.referrer = shared(texts, record.referrer)
      batch.records.push(record)
      batch.position.offset += end + 1 - start
      corrupt.from = end + 1
    }
    start = end + 1
  }
  settle()
  if (start > 0 || !chunk.full) return start
  addCorrupt(batch, chunk.bytes, 1)
  return chunk.bytes.length
}

/** Takes bytes at the batch's position as corrupt, joined to what is corrupt right before them. */
function addCorrupt(batch: Batch, bytes: Buffer, lines: number): void {
  const { segment, offset } = batch.position
  const last = batch.corrupt.at(-1)
  if (last !== undefined && last.segment === segment && last.offset + last.bytes.length === offset) {
    last.bytes = Buffer.concat([last.bytes, bytes])
    last.lines += lines
  } else {
    batch.corrupt.push({ segment, offset, bytes: Buffer.from(bytes), lines })
  }
  batch.position.offset += bytes.length
}
