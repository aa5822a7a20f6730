import { crc32 } from 'node:zlib'
import type { ClickRecord } from './record.js'

/** First element of each line's array; a change of the fields' order or meaning takes the next number. */
const version = 1
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const visitor = /^[0-9a-f]{32}$/
const country = /^[A-Z]{2}$/

/** CRC-32 of the JSON as 8 hex digits, a space, the record as a JSON array (which has no line feed), a line feed. */
export function encodeLine(record: ClickRecord): string {
  const { id, linkId, at, visitor, country, referrer, userAgent, hints } = record
  const json = JSON.stringify([version, id, linkId, at, visitor, country, referrer, userAgent, hints])
  return `${checksum(json)} ${json}\n`
}

/** The record of a line without its line feed; null where checksum, JSON or shape is wrong. */
export function decodeLine(line: Buffer): ClickRecord | null {
  if (line.length < 10 || line[8] !== 0x20) return null
  const json = line.subarray(9)
  if (!isHexOf(crc32(json), line)) return null
  try {
    return shape(JSON.parse(json.toString()))
  } catch {
    return null
  }
}

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(8, '0')
}

/** Whether a line begins with the 32-bit number in hex; without a text of it, which each line would have to make. */
function isHexOf(number: number, line: Buffer): boolean {
  for (let n = 0; n < 8; n++) {
    const digit = (number >>> (28 - n * 4)) & 0xf
    if (line[n] !== (digit < 10 ? 0x30 : 0x57) + digit) return false
  }
  return true
}

function shape(value: unknown): ClickRecord | null {
  if (!Array.isArray(value) || value.length !== 9 || value[0] !== version) return null
  const record: Record<keyof ClickRecord, unknown> = {
    id: value[1],
    linkId: value[2],
    at: value[3],
    visitor: value[4],
    country: value[5],
    referrer: value[6],
    userAgent: value[7],
    hints: value[8],
  }
  return isRecord(record) ? record : null
}

function isRecord(
  record: Record<keyof ClickRecord, unknown>,
): record is Record<keyof ClickRecord, unknown> & ClickRecord {
  return (
    matches(record.id, uuid) &&
    Number.isSafeInteger(record.linkId) &&
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
