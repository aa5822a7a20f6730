import { crc32 } from 'node:zlib'
import type { HitRecord } from './record.js'

/** First element of each line's array. Raise it when the order or meaning of the fields changes. */
const version = 2
/** Length of the checksum and the space after it. */
const prefix = 9
/** Of lines in memory: two hundred clicks. */
const usualBytes = 64 * 1024
const [space, comma, lineFeed] = [0x20, 0x2c, 0x0a]
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const visitor = /^[0-9a-f]{32}$/
const country = /^[A-Z]{2}$/

/** The line of a record, with its line feed. */
export function encodeLine(record: HitRecord): string {
  const lines = noLines()
  addLine(lines, record)
  return lines.bytes.toString('utf8', 0, lines.length)
}

/** Lines one after the other, in memory that grows with them. */
export interface Lines {
  /** Of which the first `length` are used. */
  bytes: Buffer
  length: number
}

export const noLines = (): Lines => ({ bytes: Buffer.allocUnsafeSlow(usualBytes), length: 0 })

/** Their memory for others, unless it is large. */
export function emptied({ bytes }: Lines): Lines | undefined {
  return bytes.length > 4 * usualBytes ? undefined : { bytes, length: 0 }
}

/**
 * Adds a line: CRC-32 of the JSON as 8 hex digits, a space, the record as a JSON array (which has
 * no line feed), a line feed.
 */
export function addLine(lines: Lines, record: HitRecord): void {
  const json = toJson(record)
  // A character takes three bytes at most.
  makeRoom(lines, prefix + json.length * 3 + 1)
  const { bytes, length } = lines
  const begin = length + prefix
  const end = begin + bytes.write(json, begin)
  writeHex(crc32(bytes.subarray(begin, end)), bytes, length)
  bytes[begin - 1] = space
  bytes[end] = lineFeed
  lines.length = end + 1
}

function makeRoom(lines: Lines, more: number): void {
  if (lines.length + more <= lines.bytes.length) return
  const larger = Buffer.allocUnsafeSlow(2 * (lines.length + more))
  lines.bytes.copy(larger, 0, 0, lines.length)
  lines.bytes = larger
}

/** As `JSON.stringify` would write it, in half the time. */
function toJson(record: HitRecord): string {
  const { id, linkId, linkIdentity, at, visitor, country, referrer, userAgent, hints } = record
  const texts = `${quote(country)},${quote(referrer)},${quote(userAgent)}`
  return `[${version},"${id}",${linkId},${linkIdentity},${at},"${visitor}",${texts},${JSON.stringify(hints)}]`
}

/** What JSON has between quotes as it is. */
const plain = /^[ !#-[\]-~]*$/

function quote(text: string | null): string {
  return text !== null && plain.test(text) ? `"${text}"` : JSON.stringify(text)
}

/** The record of a line without its line feed; null if checksum, JSON or shape is wrong. */
export function decodeLine(line: Buffer): HitRecord | null {
  return isWhole(line) ? (parse(line.toString('utf8', prefix), 1)?.[0] ?? null) : null
}

/**
 * The records of lines that each end with a line feed, parsed in one go, which costs less than one
 * by one; null if any of them is wrong, or if they are more than `most`.
 */
export function decodeLines(lines: Buffer, most: number): HitRecord[] | null {
  // One JSON array: instead of its checksum, a comma before each record.
  const joined = Buffer.from(lines)
  let count = 0
  for (let start = 0; start < lines.length; count++) {
    const end = lines.indexOf(lineFeed, start)
    if (count === most || !isWhole(lines.subarray(start, end))) return null
    joined.fill(space, start, start + prefix)
    if (count > 0) joined[start] = comma
    start = end + 1
  }
  return parse(joined.toString(), count)
}

/** Whether a line's checksum is right. */
function isWhole(line: Buffer): boolean {
  return line.length > prefix && line[prefix - 1] === space && isHexOf(crc32(line.subarray(prefix)), line)
}

/**
 * The records of so many JSON arrays with commas between them; null if JSON, number or shape is
 * wrong.
 */
function parse(json: string, count: number): HitRecord[] | null {
  try {
    const records = (JSON.parse(`[${json}]`) as unknown[]).map(shape)
    return records.length === count && !records.includes(null) ? (records as HitRecord[]) : null
  } catch {
    return null
  }
}

/** Writes a 32-bit number as 8 hex digits. */
function writeHex(number: number, into: Buffer, at: number): void {
  for (let n = 0; n < 8; n++) into[at + n] = hexDigit(number, n)
}

/**
 * Whether a line begins with the 32-bit number in hex. Compares bytes, to save making a string for
 * each line.
 */
function isHexOf(number: number, line: Buffer): boolean {
  for (let n = 0; n < 8; n++) {
    if (line[n] !== hexDigit(number, n)) return false
  }
  return true
}

function hexDigit(number: number, n: number): number {
  const digit = (number >>> (28 - n * 4)) & 0xf
  return (digit < 10 ? 0x30 : 0x57) + digit
}

function shape(value: unknown): HitRecord | null {
  if (!Array.isArray(value)) return null
  // The first version did not store the link's identity.
  if (value[0] === 1) value.splice(3, 0, null)
  else if (value[0] !== version) return null
  if (value.length !== 10) return null
  const record: Record<keyof HitRecord, unknown> = {
    id: value[1],
    linkId: value[2],
    linkIdentity: value[3],
    at: value[4],
    visitor: value[5],
    country: value[6],
    referrer: value[7],
    userAgent: value[8],
    hints: value[9],
  }
  return isRecord(record) ? record : null
}

function isRecord(
  record: Record<keyof HitRecord, unknown>,
): record is Record<keyof HitRecord, unknown> & HitRecord {
  return (
    matches(record.id, uuid) &&
    Number.isSafeInteger(record.linkId) &&
    (record.linkIdentity === null || Number.isSafeInteger(record.linkIdentity)) &&
    Number.isSafeInteger(record.at) &&
    matches(record.visitor, visitor) &&
    (record.country === null || matches(record.country, country)) &&
    isTextOrNull(record.referrer) &&
    isTextOrNull(record.userAgent) &&
    typeof record.hints === 'object' &&
    record.hints !== null &&
    !Array.isArray(record.hints)
  )
}

function matches(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value)
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string'
}
