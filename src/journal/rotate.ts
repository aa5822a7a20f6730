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
  /** Size at which a segment is followed by a new one. */
  segmentBytes: number
  create: CreateFile
}

/** The segments, written one after the other. */
export interface Rotation {
  /** Number of the current segment, or of the last one if none is open. */
  number(): number
  /**
   * The segment to append this many bytes to: a new one if none is open or the last one is full.
   */
  segmentFor(bytes: number): Promise<Segment>
  /** Gives up the segment after a failed write. */
  abandon(): Promise<void>
  close(): Promise<void>
}

/**
 * Starts with a segment that grows with its records, so that a service with few hits reserves
 * nothing. Once it holds some hundreds of records, space for the next segment is reserved in the
 * background. From then on this happens in the middle of each segment.
 */
export async function startRotation(options: RotationOptions): Promise<Rotation> {
  const { directory, segmentBytes, create } = options
  let number = options.firstSegment
  let reserve: Reserve | null = null
  let segment: Segment | null = await makeSegment()
  let reserving: Promise<void> | null = null
  /**
   * The segment during which space was last reserved. Without reserved space, segments grow with
   * their records.
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
    if (isHalfFull(segment) && reserving === null && reservedIn < number) {
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
   * Skips numbers that are taken, for example by files from another node. A deleted directory is
   * made again.
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
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') number++
        // Without reserved space that was deleted, or cannot be linked, it goes on.
        else if (ready === null) throw error
      }
    }
  }

  async function reserveNext(): Promise<void> {
    try {
      reserve = await reserveSegment(directory, segmentBytes, create)
    } catch {
      // Not a failure yet: records may still fit, and if not, their write reports it.
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
