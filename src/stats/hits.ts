import { and, count, desc, eq, gte, isNotNull, isNull, lt, lte, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Context } from '../context.js'
import { type Page, type PageQuery, pagesOf } from '../db/pages.js'
import { clicks } from '../db/schema.js'
import { type Filter, matching } from './filter.js'
import type { Span } from './whole-days.js'

export type HitKind = 'human' | 'excluded' | 'all'

/** One request for a short link, and how it was judged. */
export interface Hit {
  id: string
  at: string
  kind: 'human' | 'excluded'
  /** Why it is not a human click; null if it is. */
  reason: string | null
  source: string
  referrer: string | null
  country: string | null
  browser: string | null
  system: string | null
  device: string | null
  userAgent: string | null
  /**
   * Identical for the same visitor of this link within its window, in hexadecimal; it identifies
   * nobody.
   */
  visitor: string
  /** Version of the rules that judged it. */
  rulesVersion: number
}

/** The fields of a hit, in the order of a table's columns. */
export const hitColumns = [
  ...(['at', 'kind', 'reason', 'source', 'referrer', 'country', 'browser', 'system', 'device'] as const),
  ...(['userAgent', 'visitor', 'rulesVersion', 'id'] as const),
]

/** Where a page ends: time and id of its last hit. */
type HitPlace = [at: string, id: string]
export const hitPages = pagesOf('hits', ['time', 'uuid'])

/**
 * All hits of a link, newest first, in pages of `pageSize`. The first page is read before this
 * resolves, so that errors occur before the first byte of an answer.
 */
export async function allHits(
  ctx: Pick<Context, 'db'>,
  linkId: number,
  kind: HitKind,
  pageSize = 2_000,
): Promise<AsyncGenerator<Hit[]>> {
  const first = await linkHits(ctx, linkId, { kind, limit: pageSize })
  return (async function* () {
    let page = first
    yield page.items
    while (page.next !== null) {
      page = await linkHits(ctx, linkId, { kind, limit: pageSize, cursor: page.next })
      yield page.items
    }
  })()
}

/** The name that conditions know the table by. */
export const c = alias(clicks, 'c')

export const kindCondition: Record<HitKind, SQL | undefined> = {
  human: isNull(c.reason),
  excluded: isNotNull(c.reason),
  all: undefined,
}

/** Which hits of a link: of a span, half-open, and with these values. */
interface HitFilter {
  kind: HitKind
  span?: Span | undefined
  filter?: Filter | undefined
}

export type HitQuery = PageQuery & HitFilter

/**
 * A page of a link's hits, newest first. Throws InvalidInput for a foreign cursor. A filter reads
 * all hits of the span where few of them match.
 */
export async function linkHits(
  { db }: Pick<Context, 'db'>,
  linkId: number,
  { kind, span, filter, ...page }: HitQuery,
): Promise<Page<Hit>> {
  const { after, atMost, cut } = hitPages.open(page, { linkId, kind, ...span, ...filter })
  const rows = await db
    .select()
    .from(c)
    .where(and(found(linkId, { kind, span, filter }), olderThan(after)))
    .orderBy(desc(c.clickedAt), desc(c.id))
    .limit(atMost)
  return cut(rows.map(showHit), ({ at, id }) => [at, id])
}

/**
 * A part of a link's hits by number, newest first, and how many there are: what clients of other
 * services ask for. It counts all hits and reads all before the part, so `linkHits` is better for
 * everything else.
 */
export async function numberedHits(
  { db }: Pick<Context, 'db'>,
  linkId: number,
  { skip, limit, ...wanted }: HitFilter & { skip: number; limit: number },
): Promise<{ items: Hit[]; total: number }> {
  const [row] = await db.select({ total: count() }).from(c).where(found(linkId, wanted))
  const { total = 0 } = row ?? {}
  if (skip >= total) return { items: [], total }
  const rows = await db
    .select()
    .from(c)
    .where(found(linkId, wanted))
    .orderBy(desc(c.clickedAt), desc(c.id))
    .offset(skip)
    .limit(limit)
  return { items: rows.map(showHit), total }
}

function found(linkId: number, { kind, span, filter }: HitFilter): SQL | undefined {
  return and(
    eq(c.linkId, linkId),
    kindCondition[kind],
    span && and(gte(c.clickedAt, span.from), lt(c.clickedAt, span.to)),
    filter && (matching(filter) ?? undefined),
  )
}

export function showHit(row: typeof clicks.$inferSelect): Hit {
  return {
    id: row.id,
    at: row.clickedAt.toISOString(),
    kind: row.reason === null ? 'human' : 'excluded',
    reason: row.reason,
    source: row.source,
    referrer: row.referrer,
    country: row.country,
    browser: row.browser,
    system: row.system,
    device: row.device,
    userAgent: row.userAgent,
    visitor: row.visitor.toString('hex'),
    rulesVersion: row.rulesVersion,
  }
}

function olderThan(place: HitPlace | undefined): SQL | undefined {
  if (place === undefined) return undefined
  const [at, id] = place
  // The first condition is redundant, but lets the database skip newer months.
  return and(
    lte(c.clickedAt, new Date(at)),
    sql`(${c.clickedAt}, ${c.id}) < (${at}::timestamptz, ${id}::uuid)`,
  )
}
