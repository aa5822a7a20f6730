import { open } from 'node:fs/promises'
import { decodeLine, decodeLines } from './line.js'
import type { HitRecord, Position } from './record.js'
import { listSegments, type Offsets, segmentPath } from './segments.js'

/**
 * Size of the first read, which is enough while ingest keeps up. Our lines are at most 16 KB, so
 * this much without a line feed is corrupt.
 */
const shortestRead = 64 * 1024
/** Lines decoded at once; this many take a millisecond or two. */
const longestRead = 256 * 1024
/** Records of a write that takes longer have been refused, and written to the database. */
const longestWriteMs = 5_000
const sectorBytes = 512
const lineFeed = 0x0a

/**
 * Adjacent bytes of one segment that hold no record: corrupt lines, or the torn last line of an
 * older segment.
 */
export interface CorruptPart {
  segment: number
  /** Where it begins, in bytes. */
  offset: number
  bytes: Buffer
  /** How many lines it was, as far as we can tell. */
  lines: number
}

export interface Batch {
  records: HitRecord[]
  /** In the journal's order. Set them aside before storing any end. */
  corrupt: CorruptPart[]
  /**
   * How far each segment was read, in the journal's order. Segments without anything read are left
   * out.
   */
  ends: Position[]
  /** Where the next batch begins. */
  position: Position
  /** When the batch was read, there was nothing complete after `position`. */
  atEnd: boolean
}

export interface ReadLimits {
  /** 5,000 by default. */
  maxRecords?: number
  /** 4 MB by default; at least 64 KB are read. */
  maxBytes?: number
}

const none: Offsets = new Map()

/**
 * Reads what follows a position, in the journal's order, up to the limits. `{ segment: 0, offset: 0
 * }` is the beginning; further segments are read from their `offsets`. In the newest segment, an
 * incomplete last line is still being written; in an older segment it is torn and thus corrupt. For
 * a deleted segment, or a position past a segment's end, reading goes on in the next segment. Zeros
 * are reserved space; followed by other bytes they are damage. Safe while another process writes.
 */
export async function readBatch(
  directory: string,
  from: Position,
  limits: ReadLimits = {},
  offsets = none,
): Promise<Batch> {
  const maxRecords = limits.maxRecords ?? 5_000
  const maxBytes = Math.max(shortestRead, limits.maxBytes ?? 4 * 1024 * 1024)
  const batch: Batch = { records: [], corrupt: [], ends: [], position: { ...from }, atEnd: false }
  const texts: Texts = new Map()
  let begin = from
  let listed: number[] = []
  let isComplete = false
  let bytes = 0
  const end = () => {
    if (batch.position.offset > begin.offset) batch.ends.push({ ...batch.position })
    return batch
  }
  while (bytes < maxBytes && batch.records.length < maxRecords) {
    const length = Math.max(shortestRead, Math.min(bytes, maxBytes - bytes, longestRead))
    const chunk = await readChunk(directory, batch.position, length, isComplete)
    const taken = takeLines(chunk, batch, maxRecords, texts)
    bytes += taken
    if (taken > 0) continue
    // This segment is complete only once the next one exists. So look for the next one, then read
    // the end of this one again.
    const { segment } = batch.position
    if (!isComplete) {
      if (!listed.some(other => other > segment)) listed = await listSegments(directory)
      isComplete = listed.some(other => other > segment)
      if (isComplete) continue
      batch.atEnd = true
      return end()
    }
    if (chunk.bytes.length > 0) addCorrupt(batch, chunk.bytes, 1)
    batch.position.offset += chunk.zeros
    bytes += chunk.bytes.length + chunk.zeros
    if (chunk.bytes.length + chunk.zeros > 0) continue
    end()
    const next = listed.find(other => other > segment) ?? segment
    begin = { segment: next, offset: offsets.get(next) ?? 0 }
    batch.position = { ...begin }
    isComplete = false
  }
  return end()
}

interface Chunk {
  /** Without the zeros at its end. */
  bytes: Buffer
  /** Number of zeros that follow. */
  zeros: number
  /** As many bytes as asked for, so more may follow. */
  full: boolean
}

const noZeros = Buffer.alloc(0)
const zeros = Buffer.alloc(longestRead)

async function readChunk(
  directory: string,
  position: Position,
  length: number,
  isComplete: boolean,
): Promise<Chunk> {
  const file = await open(segmentPath(directory, position.segment), 'r').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    },
  )
  if (file === undefined) return { bytes: noZeros, zeros: 0, full: false }
  try {
    const { size, mtimeMs } = await file.stat()
    const wanted = Math.max(0, Math.min(length, size - position.offset))
    const read = async (bytes: number) => {
      const buffer = Buffer.allocUnsafe(bytes)
      return buffer.subarray(0, (await file.read(buffer, 0, bytes, position.offset)).bytesRead)
    }
    const found = await read(wanted)
    const end = withoutZeros(found)
    // A write in progress may show its end before its beginning. A second look finds the missing
    // part written, unless the write goes past the page cache.
    const bytes = found.indexOf(0) < end ? await read(end) : found.subarray(0, end)
    const isOver = isComplete || Date.now() - mtimeMs > longestWriteMs
    const open = isOver ? -1 : unwritten(bytes, position.offset)
    if (open !== -1) return { bytes: bytes.subarray(0, open), zeros: found.length - open, full: false }
    return { bytes, zeros: found.length - end, full: end === length }
  } finally {
    await file.close()
  }
}

/**
 * Where zeros begin that a write in progress may be about to replace: it writes whole sectors, so
 * they end where one begins. -1 if there are none.
 */
function unwritten(bytes: Buffer, offset: number): number {
  for (let zero = bytes.indexOf(0); zero !== -1; ) {
    let end = zero
    while (bytes[end] === 0) end++
    if ((offset + end) % sectorBytes === 0) return zero
    zero = bytes.indexOf(0, end)
  }
  return -1
}

/** Length of the bytes without the zeros at their end. */
function withoutZeros(bytes: Buffer): number {
  const zero = bytes.indexOf(0)
  if (zero === -1) return bytes.length
  if (bytes.subarray(zero).equals(zeros.subarray(0, bytes.length - zero))) return zero
  let end = bytes.length
  while (bytes[end - 1] === 0) end--
  return end
}

/**
 * Keeps each string once: most records share a few User-Agents and referrers, and many records wait
 * in memory.
 */
type Texts = Map<string, string>

function shared(texts: Texts, text: string | null): string | null {
  if (text === null) return null
  const known = texts.get(text)
  if (known !== undefined) return known
  texts.set(text, text)
  return text
}

/**
 * Moves the batch past the chunk's complete lines, up to `maxRecords`; returns the number of bytes
 * taken.
 */
function takeLines(chunk: Chunk, batch: Batch, maxRecords: number, texts: Texts): number {
  const lines = chunk.bytes.subarray(0, chunk.bytes.lastIndexOf(lineFeed) + 1)
  const records = decodeLines(lines, maxRecords - batch.records.length)
  if (records === null || records.length === 0) return takeOneByOne(chunk, batch, maxRecords, texts)
  for (const record of records) addRecord(batch, record, texts)
  batch.position.offset += lines.length
  return lines.length
}

/** The same for lines of which some may be corrupt. */
function takeOneByOne({ bytes, full }: Chunk, batch: Batch, maxRecords: number, texts: Texts): number {
  let start = 0
  let corrupt = { from: 0, lines: 0 }
  const settle = () => {
    if (corrupt.lines > 0) addCorrupt(batch, bytes.subarray(corrupt.from, start), corrupt.lines)
    corrupt = { from: start, lines: 0 }
  }
  while (batch.records.length < maxRecords) {
    const end = bytes.indexOf(lineFeed, start)
    if (end === -1) break
    const line = bytes.subarray(start, end + 1)
    const record = decodeLine(line.subarray(0, -1))
    if (record !== null || line.includes(0)) settle()
    if (record !== null) {
      addRecord(batch, record, texts)
      batch.position.offset += line.length
    } else if (line.includes(0)) takePieces(line, batch, texts)
    else corrupt.lines++
    start = end + 1
    if (corrupt.lines === 0) corrupt.from = start
  }
  settle()
  if (start > 0 || !full) return start
  // After the last zero, a line may begin.
  const end = bytes.lastIndexOf(0) + 1 || bytes.length
  addCorrupt(batch, bytes.subarray(0, end), 1)
  return end
}

/**
 * Moves the batch past a line with zeros in it, without losing a whole line before or after the
 * zeros.
 */
function takePieces(line: Buffer, batch: Batch, texts: Texts): void {
  const found = splitAtZeros(line).map(piece => ({
    piece,
    record: decodeLine(piece.at(-1) === lineFeed ? piece.subarray(0, -1) : piece),
  }))
  if (found.every(({ record }) => record === null)) {
    addCorrupt(batch, line, 1)
    return
  }
  const begin = batch.position.offset
  for (const { piece, record } of found) {
    batch.position.offset = begin + piece.byteOffset - line.byteOffset
    if (record === null) addCorrupt(batch, piece, 1)
    else {
      addRecord(batch, record, texts)
      batch.position.offset += piece.length
    }
  }
}

/** The bytes between zeros. */
function splitAtZeros(line: Buffer): Buffer[] {
  const pieces: Buffer[] = []
  for (let from = 0; from < line.length; from++) {
    const zero = line.indexOf(0, from)
    const end = zero === -1 ? line.length : zero
    if (end > from) pieces.push(line.subarray(from, end))
    from = end
  }
  return pieces
}

function addRecord(batch: Batch, record: HitRecord, texts: Texts): void {
  record.userAgent = shared(texts, record.userAgent)
  record.referrer = shared(texts, record.referrer)
  batch.records.push(record)
}

/** Marks bytes at the batch's position as corrupt, joined with corrupt bytes right before them. */
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
