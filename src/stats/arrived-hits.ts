import { and, asc, eq, gt, lte } from 'drizzle-orm'
import { seesLink } from '../auth/access.js'
import type { Context } from '../context.js'
import { pagesOf } from '../db/pages.js'
import { links } from '../db/schema.js'
import { c, type Hit, type HitKind, kindCondition, showHit } from './hits.js'
import { settledArrival } from './settled.js'

/** A hit, and the link that it was for. */
export interface ArrivedHit extends Hit {
  slug: string
}

export interface ArrivedHits {
  items: ArrivedHit[]
  /** Where to go on. */
  since: string
  /** Whether there is more already. */
  more: boolean
}

/** The arrival after which to go on. */
export const arrivals = pagesOf('arrivals', 'integer')

/** Arrivals looked through at once: few of them may be for links that the key sees. */
const window = 20_000

/**
 * The hits of all links that the key sees, deleted ones too, in the order in which they were
 * counted: each once, no matter which node counted it and how long that took, and again if it is
 * judged again with another result. Hits from before arrivals were numbered are not among them.
 * Throws InvalidInput for a foreign cursor.
 */
export async function arrivedHits(
  { access, db }: Pick<Context, 'access' | 'db'>,
  { kind, limit, since }: { kind: HitKind; limit: number; since?: string | undefined },
): Promise<ArrivedHits> {
  const { after = 0, sealed } = arrivals.open({ limit, cursor: since }, { kind })
  const settled = await settledArrival(db)
  if (settled === null || settled <= after) return { items: [], since: sealed(after), more: settled === null }
  const [end] = await db
    .select({ arrival: c.arrival })
    .from(c)
    .where(and(gt(c.arrival, after), lte(c.arrival, settled)))
    .orderBy(asc(c.arrival))
    .offset(window - 1)
    .limit(1)
  const until = end?.arrival ?? settled
  const rows = await db
    .select({ hit: c, slug: links.slug })
    .from(c)
    .innerJoin(links, eq(links.id, c.linkId))
    .where(and(gt(c.arrival, after), lte(c.arrival, until), seesLink(access), kindCondition[kind]))
    .orderBy(asc(c.arrival))
    .limit(limit)
  const last = rows.length < limit ? until : (rows.at(-1)?.hit.arrival ?? until)
  return {
    items: rows.map(({ hit, slug }) => ({ slug, ...showHit(hit) })),
    since: sealed(last),
    more: last < settled,
  }
}
