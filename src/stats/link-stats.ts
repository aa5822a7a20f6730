import { sql } from 'drizzle-orm'
import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import { countedHours } from '../db/schema.js'
import { InvalidInput } from '../errors.js'
import { milliseconds } from '../scores/tweet-numbers.js'
import { type Breakdowns, linkBreakdowns } from './breakdowns.js'
import { loadLink } from './link.js'
import { type RangeQuery, readRange, type Unit, unknownTimezone } from './range.js'
import { linkSeries, type SeriesPoint } from './series.js'
import { wholeDays } from './whole-days.js'

const hourMs = 3_600_000
/**
 * Of a life: as much as a series of months can show. One hit of a clock that was wrong by more must
 * not hide all others.
 */
const longestMs = 380 * 365 * 24 * hourMs
/**
 * Reasons that are always listed, with 0 where none occurred, so that a program need not ask
 * whether they are there.
 */
const knownReasons = ['head', 'prefetch', 'no-user-agent', 'bot', 'suspect']

export interface LinkStats extends Omit<Breakdowns, 'reasons'> {
  slug: string
  /** The range used: the one asked for, snapped outwards to whole hours of UTC; half-open. */
  from: string
  to: string
  unit: Unit
  timezone: string
  clicks: number
  clickers: number
  excluded: { total: number; byReason: Record<string, number> }
  series: SeriesPoint[]
}

/**
 * Numbers of a link in a range, by default its life. Totals, series and every breakdown agree: a
 * clicker counts at its first click in all of them, and all are read from one snapshot of the
 * database. Rollups only, but for days of UTC that the range cuts. Throws LinkNotFound, LinkGone,
 * and InvalidInput naming the fields.
 */
export function linkStats(
  ctx: Pick<Context, 'db' | 'now'>,
  slug: string,
  query: RangeQuery = {},
): Promise<LinkStats> {
  return ctx.db.transaction(tx => readStats(tx, ctx.now(), slug, query), {
    isolationLevel: 'repeatable read',
    accessMode: 'read only',
  })
}

async function readStats(db: Queryable, now: Date, slug: string, query: RangeQuery): Promise<LinkStats> {
  const { link } = await loadLink(db, slug)
  const active = await activeHours(db, link.id)
  const range = readRange(query, life(link.createdAt, now, active))
  const series = await linkSeries(db, link.id, range).catch(refuseTimezone)
  const { reasons, ...breakdowns } = await linkBreakdowns(db, link.id, wholeDays(range, active))
  const total = (count: (point: SeriesPoint) => number) =>
    series.reduce((sum, point) => sum + count(point), 0)
  return {
    slug,
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    unit: range.unit,
    timezone: range.timezone,
    clicks: total(point => point.clicks),
    clickers: total(point => point.clickers),
    excluded: {
      total: total(point => point.excluded),
      byReason: {
        ...Object.fromEntries(knownReasons.map(reason => [reason, 0])),
        ...Object.fromEntries(reasons),
      },
    },
    series,
    ...breakdowns,
  }
}

/**
 * From the first to the end of the last hour in which the link was hit; null before its first hit.
 */
async function activeHours(db: Queryable, linkId: number): Promise<{ from: Date; to: Date } | null> {
  const [row] = await db.execute<{ first: number | null; last: number | null }>(sql`
    select ${milliseconds(sql`min(hour)`)} as first, ${milliseconds(sql`max(hour)`)} as last
    from ${countedHours} where link_id = ${linkId}`)
  if (row === undefined || row.first === null || row.last === null) return null
  return { from: new Date(row.first), to: new Date(row.last + hourMs) }
}

/**
 * From its creation until now, stretched over hits outside of that: imported ones, or those of a
 * node whose clock differs.
 */
function life(createdAt: Date, now: Date, active: { from: Date; to: Date } | null): { from: Date; to: Date } {
  const from = Math.min(createdAt.getTime(), active?.from.getTime() ?? Number.POSITIVE_INFINITY)
  const to = Math.max(now.getTime(), active?.to.getTime() ?? 0, Math.floor(from / hourMs) * hourMs + hourMs)
  return { from: new Date(from), to: new Date(Math.min(to, from + longestMs)) }
}

/** A zone may be known to Node and unknown to the database's own tables. */
function refuseTimezone(error: unknown): never {
  const { cause } = error as Error
  const unknownZone = cause instanceof Error && 'code' in cause && cause.code === '22023'
  throw unknownZone ? new InvalidInput([unknownTimezone]) : error
}
