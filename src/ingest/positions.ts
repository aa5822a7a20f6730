import { eq, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { journalPositions } from '../db/schema.js'
import type { Position } from '../journal/record.js'

/** How far a node's journal is in the database; its beginning for a new node. */
export async function readPosition(db: Queryable, nodeId: string): Promise<Position> {
  const [row] = await db.select().from(journalPositions).where(eq(journalPositions.nodeId, nodeId))
  return row === undefined ? { segment: 0, offset: 0 } : { segment: row.segment, offset: row.byteOffset }
}

/** Stores a node's position; never moves it back, should two processes ever read one journal. */
export async function storePosition(
  tx: Queryable,
  nodeId: string,
  { segment, offset }: Position,
): Promise<void> {
  await tx
    .insert(journalPositions)
    .values({ nodeId, segment, byteOffset: offset })
    .onConflictDoUpdate({
      target: journalPositions.nodeId,
      set: { segment, byteOffset: offset, updatedAt: sql`now()` },
      setWhere: sql`(${journalPositions.segment}, ${journalPositions.byteOffset}) < (${segment}, ${offset})`,
    })
}
