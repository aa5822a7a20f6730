import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import { countedQuarters } from '../db/schema.js'
import { dayMs } from '../durations.js'
import { whyXForIphone } from '../influence/x-for-iphone.js'
import type { StoredLink } from '../links/find.js'
import { xForIphone } from '../rollups/posting.js'
import { quarterMs } from '../rollups/quarter.js'
import { milliseconds } from '../scores/tweet-numbers.js'
import { type Breakdowns, linkBreakdowns } from './breakdowns.js'
import { countableFrom, type Filter, matching } from './filter.js'
import { type LinkRules, linkRules } from './link-rules.js'
import { lastInstant } from './moment.js'
import { longestMs, type Range, type RangeQuery, readRange, type Unit, type UnitOf } from './range.js'
import { linkSeries, type SeriesPoint } from './series.js'
import { timeInSql } from './time-in-sql.js'
import { type Span, wholeDays } from './whole-days.js'

/**
 * Hits older than their link are shown at their own time if they are no more than this much older.
 */
const oldestMs = 366 * dayMs
/** Reasons that are always listed, even with 0, so that programs need not check for them. */
export const knownReasons = ['head', 'prefetch', 'embedded', 'no-user-agent', 'bot', 'suspect']

type MeasuredLink = Pick<StoredLink, 'id' | 'slug' | 'createdAt'>

export interface LinkStats extends Omit<Breakdowns, 'reasons'> {
  slug: string
  /** The range used: the one asked for, snapped outwards to quarters of an hour; half-open. */
  from: string
  to: string
  /**
   * From when on the hits were counted, and the range begins, where a filter has too many; null
   * where it does not.
   */
  countedFrom: string | null
  unit: Unit
  timezone: string
  clicks: number
  clickers: number
  excluded: { total: number; byReason: Record<string, number> }
  series: SeriesPoint[]
  /** Clicks of the browser of X for iPhone, and why they are shown apart. */
  xForIphone: { clicks: number; clickers: number; why: string }
  rules: LinkRules
}

/** Of which hits the numbers are; of all by default. */
export interface StatsQuery extends RangeQuery, Filter {}

/**
 * A link's numbers in a range, by default its whole life. Totals, series and every breakdown agree:
 * a clicker counts at the first click in all of them, and all are read from one database snapshot.
 * Where no end was given, nothing is left out: hits that a wrong clock dated before or after the
 * range count in the first or last interval. From rollups only, except for UTC days that the range
 * cuts; with a filter, at most the newest hits of the range are counted one by one. Throws
 * InvalidInput naming the fields.
 */
export async function linkStats(
  ctx: Pick<Context, 'db' | 'now'>,
  link: MeasuredLink,
  query: StatsQuery = {},
): Promise<LinkStats> {
  return (await linkReport(ctx, link, query)).stats
}

/** The same, beside the range before. */
export interface LinkReport {
  stats: LinkStats
  /**
   * Of the range of the same length before; null for the link's whole life, before which there is
   * nothing, and where its hits are too many to count.
   */
  before: Totals | null
}

/** As `linkStats`; `unitOf` chooses the unit where the query has none. */
export function linkReport(
  ctx: Pick<Context, 'db' | 'now'>,
  link: MeasuredLink,
  query: StatsQuery = {},
  unitOf?: UnitOf,
): Promise<LinkReport> {
  return ctx.db.transaction(tx => readReport(tx, ctx.now(), link, query, unitOf), {
    isolationLevel: 'repeatable read',
    accessMode: 'read only',
  })
}

interface Totals {
  clicks: number
  clickers: number
  excluded: number
}

async function readReport(
  db: Queryable,
  now: Date,
  link: MeasuredLink,
  query: StatsQuery,
  unitOf: UnitOf | undefined,
): Promise<LinkReport> {
  const { createdAt } = link
  const where = matching(query)
  const plausible = Math.max(createdAt.getTime() - oldestMs, now.getTime() - longestMs(query.unit))
  const active = await activeQuarters(db, link.id, new Date(plausible))
  const whole = life(createdAt, now, active?.first)
  const asked = readRange(query, whole, unitOf)
  const cut = where === null ? null : await countableFrom(db, link.id, reachOf(asked, query, active))
  const range = cut === null ? asked : { ...asked, from: cut }
  const reach = cut === null ? reachOf(range, query, active) : { ...reachOf(range, query, active), from: cut }
  const series = await linkSeries(db, link.id, range, reach, where)
  const totals = totalsOf(series)
  const pieces = where === null ? wholeDays(reach, active) : { days: null, cuts: [reach] }
  const { reasons, ...breakdowns } = await linkBreakdowns(db, link.id, pieces, totals, where ?? undefined)
  const stats: LinkStats = {
    slug: link.slug,
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    countedFrom: cut?.toISOString() ?? null,
    unit: range.unit,
    timezone: range.timezone,
    clicks: totals.clicks,
    clickers: totals.clickers,
    excluded: {
      total: totals.excluded,
      byReason: {
        ...Object.fromEntries(knownReasons.map(reason => [reason, 0])),
        ...Object.fromEntries(reasons),
      },
    },
    series,
    ...breakdowns,
    xForIphone: throughXForIphone(breakdowns),
    rules: await linkRules(db, link.id),
  }
  const before = query.from === undefined || cut !== null ? null : spanBefore(range, whole)
  return { stats, before: before && (await totalsIn(db, link.id, before, where)) }
}

/** The span of the same length before; null where all of it is before the link's life. */
function spanBefore({ from, to }: Span, whole: Span): Span | null {
  if (from <= whole.from) return null
  return { from: new Date(Math.max(0, 2 * from.getTime() - to.getTime())), to: from }
}

async function totalsIn(
  db: Queryable,
  linkId: number,
  span: Span,
  where: SQL | null,
): Promise<Totals | null> {
  if (where !== null && (await countableFrom(db, linkId, span)) !== null) return null
  const range = readRange({ from: span.from.toISOString(), to: span.to.toISOString(), unit: 'month' }, span)
  return totalsOf(await linkSeries(db, linkId, range, span, where))
}

function totalsOf(series: readonly SeriesPoint[]): Totals {
  const total = (count: keyof Totals) => series.reduce((sum, point) => sum + point[count], 0)
  return { clicks: total('clicks'), clickers: total('clickers'), excluded: total('excluded') }
}

function throughXForIphone({ browsers }: Pick<Breakdowns, 'browsers'>): LinkStats['xForIphone'] {
  const { clicks, clickers } = browsers.find(({ value }) => value === xForIphone) ?? {
    clicks: 0,
    clickers: 0,
  }
  return { clicks, clickers, why: whyXForIphone }
}

interface Active extends Span {
  /** The first quarter that is plausible. */
  first: Date | null
}

/**
 * From the start of the first to the end of the last quarter with a hit; null before the first hit.
 */
async function activeQuarters(db: Queryable, linkId: number, plausible: Date): Promise<Active | null> {
  // Each by itself, so that the database looks up one row of an index for it.
  const find = (end: SQL, where = sql`true`) =>
    milliseconds(sql`(select ${end} from ${countedQuarters} where link_id = ${linkId} and ${where})`)
  const [row] = await db.execute<Record<'first' | 'from' | 'last', number | null>>(sql`
    select ${find(sql`min(quarter)`)} as from, ${find(sql`max(quarter)`)} as last,
      ${find(sql`min(quarter)`, sql`quarter >= ${timeInSql(plausible)}`)} as first`)
  if (row === undefined || row.from === null || row.last === null) return null
  return {
    from: new Date(row.from),
    to: new Date(Math.min(row.last + quarterMs, lastInstant)),
    first: row.first === null ? null : new Date(row.first),
  }
}

/**
 * From a link's creation until now, extended back over plausible earlier hits: imported ones, or
 * from a node with a slow clock. Hits in the future never extend it.
 */
function life(createdAt: Date, now: Date, first: Date | null = null): Span {
  const from = Math.min(createdAt.getTime(), first?.getTime() ?? Number.POSITIVE_INFINITY)
  const to = Math.max(now.getTime(), Math.floor(from / quarterMs) * quarterMs + quarterMs)
  return { from: new Date(from), to: new Date(to) }
}

/** The hits that a range counts: at a default end, also all hits beyond it. */
function reachOf(range: Range, { from, to }: RangeQuery, active: Span | null): Span {
  if (active === null) return range
  return {
    from: from === undefined && active.from < range.from ? active.from : range.from,
    to: to === undefined && active.to > range.to ? active.to : range.to,
  }
}
