import { mkdir } from 'node:fs/promises'
import {
  abandonSegment,
  adoptReserve,
  type CreateFile,
  closeSegment,
  createSegment,
  dropReserve,
  isDeleted,
  type Reserve,
  reserveSegment,
  type Segment,
} from './segment.js'

export interface RotationOptions {
  directory: string
  firstSegment: number
  /** A segment that has reached this size is followed by a new one. */
  segmentBytes: number
  create: CreateFile
}

/** The segments as they are written, one after the other. */
export interface Rotation {
  /** Number of the segment that is written, or of the last one where none is open. */
  number(): number
  /**
   * The segment to which so many bytes are to be appended now: a new one where there is none, or
   * the last one is full.
   */
  segmentFor(bytes: number): Promise<Segment>
  /** Gives up the segment, whose write failed. */
  abandon(): Promise<void>
  close(): Promise<void>
}

/**
 * Starts with a segment that grows with its records, so that a service with few clicks reserves
 * nothing. Once it holds some hundreds of them, space for the next segment is reserved in the
 * background, and so on from the middle of each.
 */
export async function startRotation(options: RotationOptions): Promise<Rotation> {
  const { directory, segmentBytes, create } = options
  let number = options.firstSegment
  let reserve: Reserve | null = null
  let segment: Segment | null = await makeSegment()
  let reserving: Promise<void> | null = null
  /**
   * The segment during which space was last reserved; without space its successors grow with their
   * records.
   */
  let reservedIn = 0

  async function segmentFor(bytes: number): Promise<Segment> {
    if (segment !== null && isDeleted(segment)) await abandon()
    if (segment !== null && isFull(segment, bytes)) {
      const ended = segment
      segment = null
      await closeSegment(ended)
    }
    segment ??= await next()
    if (isHalfFull(segment) && reserve === null && reserving === null && reservedIn < number) {
      reservedIn = number
      reserving = reserveNext()
    }
    return segment
  }

  function isFull({ size, reserved }: Segment, bytes: number): boolean {
    return size >= segmentBytes || (reserve !== null && size + bytes > reserved)
  }

  function isHalfFull({ size, reserved }: Segment): boolean {
    return size >= (reserved > 0 ? reserved / 2 : segmentBytes / 128)
  }

  function next(): Promise<Segment> {
    number++
    return makeSegment()
  }

  /**
   * Passes over numbers that are taken, as by files from another node; a directory that was deleted
   * is made again.
   */
  async function makeSegment(): Promise<Segment> {
    await mkdir(directory, { recursive: true })
    for (;;) {
      const ready = reserve
      reserve = null
      try {
        return await (ready === null
          ? createSegment(directory, number, create)
          : adoptReserve(directory, number, ready))
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        if (code === 'EEXIST') number++
        else if (code !== 'ENOENT' || ready === null) throw error
      }
    }
  }

  async function reserveNext(): Promise<void> {
    try {
      reserve = await reserveSegment(directory, segmentBytes, create)
    } catch {
      // No failure yet: records may still find room, and if they don't, they say so.
    }
    reserving = null
  }

  async function abandon(): Promise<void> {
    const abandoned = segment
    segment = null
    if (abandoned !== null) await abandonSegment(abandoned)
  }

  async function close(): Promise<void> {
    await reserving
    if (reserve !== null) await dropReserve(directory, reserve)
    if (segment !== null) await closeSegment(segment)
    reserve = null
    segment = null
  }

  return { number: () => number, segmentFor, abandon, close }
}
