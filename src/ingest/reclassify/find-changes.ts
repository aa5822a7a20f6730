import { and, asc, eq, gt, gte, lt, lte, or, type SQL } from 'drizzle-orm'
import { loadMastodonServers } from '../../accounts/mastodon-servers.js'
import type { Queryable } from '../../db/connect.js'
import { clicks } from '../../db/schema.js'
import { rulesVersion } from '../../rollups/rules-version.js'
import { loadLinks } from '../links.js'
import { classify, type JudgedHit, type Unjudged } from '../steps/classify.js'

/** A hit as stored, and as today's rules judge it. */
export interface Change {
  before: JudgedHit
  after: JudgedHit
}

/** Times from `from` (included) to `to` (not included). */
export interface Range {
  from?: Date
  to?: Date
}

const pageSize = 5_000

/**
 * Judges a link's hits again and finds those with a different result, ordered by time. `older` is
 * the number of hits that older rules judged. Leaves out what the newer rules of another node
 * judged: a hit's version never falls.
 */
export async function findChanges(
  db: Queryable,
  linkId: number,
  range: Range,
): Promise<{ judged: number; older: number; changes: Change[] }> {
  const link = (await loadLinks(db, [linkId])).get(linkId)
  const servers = await loadMastodonServers(db)
  const changes: Change[] = []
  let judged = 0
  let older = 0
  let last: JudgedHit | undefined
  for (;;) {
    const page = await readPage(db, linkId, range, last)
    for (const before of page) {
      const after = classify(before as Unjudged, link?.tweetedAt ?? null, servers)
      if (before.rulesVersion < rulesVersion) older += 1
      if (differs(before, after)) changes.push({ before, after })
    }
    judged += page.length
    last = page.at(-1)
    if (page.length < pageSize) return { judged, older, changes }
  }
}

/** The condition on a link's hits of a range. */
export function hitsIn(linkId: number, { from, to }: Range): SQL | undefined {
  return and(eq(clicks.linkId, linkId), from && gte(clicks.clickedAt, from), to && lt(clicks.clickedAt, to))
}

async function readPage(
  db: Queryable,
  linkId: number,
  range: Range,
  last: JudgedHit | undefined,
): Promise<JudgedHit[]> {
  const lastAt = last === undefined ? undefined : new Date(last.at)
  const rows = await db
    .select()
    .from(clicks)
    .where(
      and(
        hitsIn(linkId, range),
        lte(clicks.rulesVersion, rulesVersion),
        last &&
          lastAt &&
          or(gt(clicks.clickedAt, lastAt), and(eq(clicks.clickedAt, lastAt), gt(clicks.id, last.id))),
      ),
    )
    .orderBy(asc(clicks.clickedAt), asc(clicks.id))
    .limit(pageSize)
  return rows.map(stored)
}

/** A stored hit in the form ingest uses. */
export function stored({ clickedAt, visitor, ...row }: typeof clicks.$inferSelect): JudgedHit {
  return { ...row, at: clickedAt.getTime(), visitor: visitor.toString('hex') }
}

/** What the rules say about a hit. */
export const judgedFields = ['reason', 'source', 'referrerHost', 'browser', 'system', 'device'] as const

function differs(before: JudgedHit, after: JudgedHit): boolean {
  return judgedFields.some(field => before[field] !== after[field])
}
