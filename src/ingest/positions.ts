import { and, eq, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { journalPositions } from '../db/schema.js'

/** How far a segment is in the database, and the fingerprint before that position. */
export interface StoredPosition {
  offset: number
  fingerprint: string
}

/** By segment. */
export type StoredPositions = ReadonlyMap<number, StoredPosition>

/** A change of a segment's position, from the stored one to a new one; null means none. */
export interface Move {
  segment: number
  from: StoredPosition | null
  to: StoredPosition | null
}

/** How far a node's journal is in the database. */
export async function readPositions(db: Queryable, nodeId: string): Promise<StoredPositions> {
  const rows = await db.select().from(journalPositions).where(eq(journalPositions.nodeId, nodeId))
  return new Map(
    rows.map(({ segment, byteOffset, fingerprint }) => [segment, { offset: byteOffset, fingerprint }]),
  )
}

/** Whether the positions are equal. */
export function samePositions(some: StoredPositions, others: StoredPositions): boolean {
  return (
    some.size === others.size && [...some].every(([segment, place]) => isSame(place, others.get(segment)))
  )
}

function isSame(a: StoredPosition, b: StoredPosition | undefined): boolean {
  return a.offset === b?.offset && a.fingerprint === b.fingerprint
}

/**
 * Stores how far a node's journal has been ingested. Throws PositionsDiffer if the database is not
 * where the moves start, for example because it has lost earlier positions. The hits lost with
 * them must then be read again.
 */
export async function storePositions(tx: Queryable, nodeId: string, moves: Move[]): Promise<void> {
  for (const { segment, from, to } of moves) {
    const moved = await (from === null
      ? to && insert(tx, nodeId, segment, to)
      : to === null
        ? tx
            .delete(journalPositions)
            .where(at(nodeId, segment, from))
            .returning()
        : tx
            .update(journalPositions)
            .set({ byteOffset: to.offset, fingerprint: to.fingerprint, updatedAt: sql`now()` })
            .where(at(nodeId, segment, from))
            .returning())
    if (moved?.length === 0) throw new PositionsDiffer()
  }
}

function insert(tx: Queryable, nodeId: string, segment: number, { offset, fingerprint }: StoredPosition) {
  return tx
    .insert(journalPositions)
    .values({ nodeId, segment, byteOffset: offset, fingerprint })
    .onConflictDoNothing()
    .returning()
}

function at(nodeId: string, segment: number, { offset, fingerprint }: StoredPosition) {
  return and(
    eq(journalPositions.nodeId, nodeId),
    eq(journalPositions.segment, segment),
    eq(journalPositions.byteOffset, offset),
    eq(journalPositions.fingerprint, fingerprint),
  )
}

export class PositionsDiffer extends Error {
  constructor() {
    super('The database is not at the position where ingest left it.')
  }
}
