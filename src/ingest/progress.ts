import type { Database } from '../db/connect.js'
import { readFingerprint } from '../journal/fingerprint.js'
import type { Position } from '../journal/record.js'
import { deleteSegments, findOutdated, type Offsets } from '../journal/segments.js'
import { type Move, readPositions, type StoredPosition, samePositions, storePositions } from './positions.js'

/** How far a journal has been ingested, as far as journal and database match. */
export interface Progress {
  /** For each segment, up to where it need not be read. */
  readonly offsets: Offsets
  /**
   * Stored positions without their segment: files are gone, or come from an older backup or another
   * node.
   */
  readonly misfits: number[]
  /** What to store with a batch that ends there. */
  movesTo(ends: Position[]): Promise<Move[]>
  /** Call when the moves have been stored. */
  moved(moves: Move[]): void
  /** Whether the database still is where this object thinks it is. */
  isCurrent(): Promise<boolean>
  /**
   * Deletes segments that were read to the end and last written before then; returns their numbers.
   */
  deleteOutdated(olderThan: Date): Promise<number[]>
}

/**
 * Reads how far a journal has been ingested, and drops stored positions that do not belong to it;
 * their part is read again.
 */
export async function loadProgress(db: Database, nodeId: string, directory: string): Promise<Progress> {
  const known = new Map<number, StoredPosition>(await readPositions(db, nodeId))
  const misfits: Move[] = []
  for (const [segment, from] of known) {
    const found = await readFingerprint(directory, { segment, offset: from.offset })
    if (found !== from.fingerprint) misfits.push({ segment, from, to: null })
  }
  const offsets = new Map([...known].map(([segment, { offset }]) => [segment, offset]))

  function moved(moves: Move[]): void {
    for (const { segment, to } of moves) {
      if (to === null) {
        known.delete(segment)
        offsets.delete(segment)
      } else {
        known.set(segment, to)
        offsets.set(segment, to.offset)
      }
    }
  }

  async function store(moves: Move[]): Promise<void> {
    if (moves.length > 0) await db.transaction(tx => storePositions(tx, nodeId, moves))
    moved(moves)
  }

  await store(misfits)
  return {
    offsets,
    misfits: misfits.map(({ segment }) => segment),
    async movesTo(ends) {
      const moves: Move[] = []
      for (const end of ends) {
        const fingerprint = await readFingerprint(directory, end)
        const from = known.get(end.segment) ?? null
        // A segment that has since vanished needs no position.
        if (fingerprint !== null)
          moves.push({ segment: end.segment, from, to: { offset: end.offset, fingerprint } })
      }
      return moves
    },
    moved,
    isCurrent: async () => samePositions(await readPositions(db, nodeId), known),
    async deleteOutdated(olderThan) {
      const outdated = await findOutdated(directory, offsets, olderThan)
      await store(outdated.flatMap(segment => ({ segment, from: known.get(segment) ?? null, to: null })))
      await deleteSegments(directory, outdated)
      return outdated
    },
  }
}
