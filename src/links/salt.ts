import { randomBytes } from 'node:crypto'
import { and, asc, eq, gt, inArray, lte, sql } from 'drizzle-orm'
import { type Failed, workAround } from '../db/around.js'
import type { Database, Queryable } from '../db/connect.js'
import { links } from '../db/schema.js'
import { dayMs } from '../durations.js'
import { announceLinks } from './announce.js'

/** 32 random bytes. */
export const newSalt = () => randomBytes(32)

export interface Salt {
  visitorSalt: Buffer
  visitorSaltEndsAt: Date
}

const lifeDays = 30
const batchSize = 500
const columns = { visitorSalt: links.visitorSalt, visitorSaltEndsAt: links.visitorSaltEndsAt }

/**
 * Destroys a link's expired salt and returns the valid one: a new one for another 30 days, or the
 * one that another node created first. Undefined if the link no longer exists.
 */
export async function replaceSalt(db: Queryable, linkId: number, now: Date): Promise<Salt | undefined> {
  const [replaced] = await db
    .update(links)
    .set({ visitorSalt: newSalt(), visitorSaltEndsAt: endOfLife(now) })
    .where(and(eq(links.id, linkId), lte(links.visitorSaltEndsAt, now)))
    .returning(columns)
  if (replaced !== undefined) return replaced
  const [found] = await db.select(columns).from(links).where(eq(links.id, linkId))
  return found
}

/**
 * Destroys every expired salt, even of links that nobody clicks; returns how many. Links whose
 * salts it cannot replace are added to `failed`. Reads the whole table of links, so it is meant for
 * a job that runs about once an hour, on one node.
 */
export async function rotateSalts(db: Database, now: Date, failed: Failed<number>[] = []): Promise<number> {
  let rotated = 0
  for (let last = 0; ; ) {
    const ended = await db
      .select({ id: links.id })
      .from(links)
      .where(and(lte(links.visitorSaltEndsAt, now), gt(links.id, last)))
      .orderBy(asc(links.id))
      .limit(batchSize)
    const end = ended.at(-1)?.id
    if (end === undefined) return rotated
    last = end
    const ids = ended.map(link => link.id)
    const bad = await workAround(ids, async some => {
      rotated += await db.transaction(tx => rotateBatch(tx, [...some], now))
    })
    failed.push(...bad)
  }
}

async function rotateBatch(tx: Queryable, ids: number[], now: Date): Promise<number> {
  // Salts are generated here, not by a database function: distributed tables allow no volatile
  // function in an update.
  const salts = sql.join(
    ids.map(id => sql`when ${id}::bigint then ${newSalt()}::bytea`),
    sql` `,
  )
  const rotated = await tx
    .update(links)
    .set({ visitorSalt: sql`case ${links.id} ${salts} end`, visitorSaltEndsAt: endOfLife(now) })
    .where(and(inArray(links.id, ids), lte(links.visitorSaltEndsAt, now)))
    .returning({ slug: links.slug })
  await announceLinks(
    tx,
    rotated.map(({ slug }) => slug),
  )
  return rotated.length
}

function endOfLife(now: Date): Date {
  return new Date(now.getTime() + lifeDays * dayMs)
}
