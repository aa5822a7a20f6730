import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import {
  accounts,
  allFacets,
  allQuarters,
  countedFacets,
  countedQuarters,
  links,
  tweets,
} from '../db/schema.js'
import { dayMs } from '../durations.js'
import { countsOfAll } from '../links/count.js'
import { destinationOf, leadsTo } from '../links/destination.js'
import { found } from '../links/filter.js'
import { readTarget } from '../links/target.js'
import { type FilterName, filterNames } from './filter.js'
import { intervalStarts } from './intervals.js'
import { type Range, type RangeQuery, readRange, units } from './range.js'
import { timesInSql } from './series.js'
import { timeInSql } from './time-in-sql.js'

const usualDays = 30

/**
 * What the groups can be, but for intervals and for values of the breakdowns: what is read of each
 * link as `c.thing`, and the groups it counts under.
 */
const things = {
  link: { of: links.slug, value: sql`c.thing` },
  account: { of: accounts.handle, value: sql`c.thing` },
  tag: {
    of: links.tags,
    value: sql`unnest(case when cardinality(c.thing) = 0 then array[null]::text[] else c.thing end)`,
  },
  destination: { of: links.url, value: destinationOf(sql`c.thing`) },
}
type Thing = keyof typeof things
export const groupings = [...units, ...(Object.keys(things) as Thing[]), ...filterNames]
export type Grouping = (typeof groupings)[number]

/** Which links: those that have one of each of these, where any are given. */
export interface ManyLinks {
  /** Keys of their handles. */
  accounts?: string[]
  tags?: string[]
  slugs?: string[]
  /** Addresses that they lead to, ignoring utm_ parameters. */
  destinations?: string[]
}

export interface GroupedQuery extends Omit<RangeQuery, 'unit'>, ManyLinks {
  groupBy: Grouping
  /** The most groups, but for intervals, of which all are told. */
  limit: number
}

/** As rows of the database can be. */
type Counts = { clicks: number; clickers: number; excluded: number }

/** Null for the links without an account, or without a tag. */
type Group = Counts & { value: string | null }

export interface GroupedStats extends Counts {
  /** The range used: snapped outwards to quarters of an hour, for breakdowns to days in UTC. */
  from: string
  to: string
  timezone: string
  groupBy: Grouping
  /** How many links were looked at. */
  links: number
  data: Group[]
  /** Of the groups beyond the limit, and how many they are. */
  others: Counts & { groups: number }
}

/**
 * The numbers of many links in a range, by default of the last 30 days: in intervals of time, or by
 * group, largest first. They are the sums of what `linkStats` says of each link in the same range,
 * so somebody who clicks two links is two clickers; and a link counts under each of its tags. From
 * rollups only. Throws InvalidInput naming the fields.
 */
export function groupedStats(
  ctx: Pick<Context, 'access' | 'config' | 'db' | 'now'>,
  query: GroupedQuery,
): Promise<GroupedStats> {
  const { groupBy, limit } = query
  const range = rangeOf(query, ctx.now())
  const chosen = choose(ctx, query)
  const of = isOfAll(ctx, query) ? ofAll : ofChosen
  return ctx.db.transaction(
    async tx => {
      const [counted] = await tx.execute<{ links: number }>(
        sql`with chosen as materialized ${chosen} select (${of.links})::float8 as links`,
      )
      const groups = await groupsOf(tx, chosen, of, range, groupBy, limit)
      const total = isPartition(groupBy)
        ? addUp([...groups.data, groups.others])
        : await totalOf(tx, chosen, of, range)
      return {
        from: range.from.toISOString(),
        to: range.to.toISOString(),
        timezone: range.timezone,
        ...{ groupBy, links: counted?.links ?? 0, ...total, ...groups },
      }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}

const nothing = { clicks: 0, clickers: 0, excluded: 0 }

function rangeOf({ groupBy, from, to, timezone }: GroupedQuery, now: Date): Range {
  const end = to ?? now.toISOString()
  const unit = units.find(unit => unit === groupBy) ?? 'month'
  const life = { from: new Date(lastOf(end, now) - usualDays * dayMs), to: now }
  const range = readRange({ from, to, timezone, unit, unitField: 'groupBy' }, life)
  if (!isFacet(groupBy)) return range
  const snap = (at: Date, round: (days: number) => number) => new Date(round(at.getTime() / dayMs) * dayMs)
  return { ...range, from: snap(range.from, Math.floor), to: snap(range.to, Math.ceil) }
}

/** Where a range without a beginning ends; an invalid end is refused later. */
function lastOf(end: string, now: Date): number {
  const at = Date.parse(end)
  return Number.isNaN(at) ? now.getTime() : Math.max(at, usualDays * dayMs)
}

function isFacet(groupBy: Grouping): groupBy is FilterName {
  return filterNames.some(name => name === groupBy)
}

function isThing(groupBy: Grouping): groupBy is Thing {
  return groupBy in things
}

/** Whether every hit is in one group: then the groups add up to the total. */
function isPartition(groupBy: Grouping): boolean {
  return groupBy !== 'tag' && !isFacet(groupBy)
}

function addUp(parts: Counts[]): Counts {
  const total = { ...nothing }
  for (const { clicks, clickers, excluded } of parts) {
    total.clicks += clicks
    total.clickers += clickers
    total.excluded += excluded
  }
  return total
}

async function totalOf(
  tx: Queryable,
  chosen: ReturnType<typeof choose>,
  of: Source,
  range: Range,
): Promise<Counts> {
  const [total] = await tx.execute<Counts>(sql`
    with chosen as materialized ${chosen} select ${sums(sql`q`)} from ${of.quarters(range)}`)
  return total ?? nothing
}

/**
 * Those of the links that the key sees, as `c` below. Nothing is read that the groups do not need:
 * else the database would join all tweets and accounts.
 */
function choose(
  ctx: Pick<Context, 'access' | 'config' | 'db'>,
  { groupBy, accounts: keys = [], tags = [], slugs = [], destinations = [] }: GroupedQuery,
) {
  const targets = destinations.map(url => readTarget(url, ctx.config))
  return ctx.db
    .select({ id: links.id, thing: sql`${isThing(groupBy) ? things[groupBy].of : null}`.as('thing') })
    .from(links)
    .leftJoin(tweets, eq(tweets.id, links.tweetId))
    .leftJoin(accounts, eq(accounts.id, tweets.accountId))
    .where(
      and(
        found(ctx, {}),
        or(...keys.map(account => found(ctx, { account }))),
        tags.length === 0 ? undefined : found(ctx, { tags: { names: tags, all: false } }),
        slugs.length === 0 ? undefined : inArray(links.slug, slugs),
        or(...targets.map(target => leadsTo(sql`${links.url}`, target))),
      ),
    )
}

/** Where the numbers of links come from: `q` has rows of quarters, or of facets, in a range. */
interface Source {
  links: SQL
  quarters(range: Range): SQL
  facets(range: Range, facet: FilterName): SQL
}

const inQuarters = (range: Range) => during(sql`quarter`, range)
const inDays = (range: Range, facet: FilterName) => sql`facet = ${facet} and ${during(sql`day`, range)}`

/** Link by link: else the database would read the rows of all links, to find those of a few. */
const ofEach = (rows: SQL) => sql`chosen c cross join lateral (${rows} offset 0) as q`
const ofChosen: Source = {
  links: sql`select count(*) from chosen`,
  quarters: range =>
    ofEach(sql`select * from ${countedQuarters} where link_id = c.id and ${inQuarters(range)}`),
  facets: (range, facet) =>
    ofEach(sql`select * from ${countedFacets} where link_id = c.id and ${inDays(range, facet)}`),
}

/** However many links and clicks there are. */
const ofAll: Source = {
  links: sql`select coalesce(sum(links), 0) from ${countsOfAll}`,
  quarters: range => sql`(select * from ${allQuarters} where ${inQuarters(range)}) as q`,
  facets: (range, facet) => sql`(select * from ${allFacets} where ${inDays(range, facet)}) as q`,
}

function isOfAll(
  { access }: Pick<Context, 'access'>,
  { accounts = [], tags = [], slugs = [], destinations = [] }: ManyLinks,
): boolean {
  return !access.limited && [accounts, tags, slugs, destinations].every(({ length }) => length === 0)
}

function groupsOf(
  tx: Queryable,
  chosen: ReturnType<typeof choose>,
  of: Source,
  range: Range,
  groupBy: Grouping,
  limit: number,
): Promise<Pick<GroupedStats, 'data' | 'others'>> {
  if (isThing(groupBy)) return ranked(tx, chosen, byThing(range, things[groupBy].value), limit)
  return isFacet(groupBy)
    ? ranked(tx, chosen, byFacet(of, range, groupBy), limit)
    : inIntervals(tx, chosen, of, range)
}

async function inIntervals(
  tx: Queryable,
  chosen: ReturnType<typeof choose>,
  of: Source,
  range: Range,
): Promise<Pick<GroupedStats, 'data' | 'others'>> {
  const { from, to, unit, zone } = range
  const starts = intervalStarts({ from: from.getTime(), to: to.getTime(), unit }, zone)
  const rows = await tx.execute<Counts & { n: number }>(sql`
    with chosen as materialized ${chosen}
    select greatest(width_bucket(q.quarter, ${timesInSql(starts)}), 1) as n, ${sums(sql`q`)}
    from ${of.quarters(range)} group by 1`)
  const counted = new Map(rows.map(({ n, ...counts }) => [n, counts]))
  const data = starts.map((start, n) => ({
    value: new Date(start).toISOString(),
    ...(counted.get(n + 1) ?? nothing),
  }))
  return { data, others: { groups: 0, ...nothing } }
}

function byThing(range: Range, value: SQL): SQL {
  return sql`
    select ${value} as value, n.clicks, n.clickers, n.excluded from chosen c cross join lateral (
      select ${sums(sql`q`)} from ${countedQuarters} q
      where q.link_id = c.id and ${inQuarters(range)}) as n`
}

function byFacet(of: Source, range: Range, facet: FilterName): SQL {
  return sql`select q.value, q.clicks, q.clickers, q.excluded from ${of.facets(range, facet)}`
}

/** The largest groups, and the others as one. `parts` have a value and its counts, in any order. */
async function ranked(
  tx: Queryable,
  chosen: ReturnType<typeof choose>,
  parts: SQL,
  limit: number,
): Promise<Pick<GroupedStats, 'data' | 'others'>> {
  const rows = await tx.execute<Group & { place: number; groups: number }>(sql`
    with chosen as materialized ${chosen},
    grouped as (select value collate "C" as value, ${sums(sql`parts`)} from (${parts}) as parts group by 1),
    ranked as (
      select *, least(row_number() over (order by clicks desc, clickers desc, excluded desc, value), ${limit + 1}::int) as place
      from grouped where clicks + clickers + excluded > 0)
    select place::float8 as place, min(value) as value, count(*)::float8 as groups, ${sums(sql`ranked`)}
    from ranked group by place order by place`)
  const groups = rows.map(({ value, clicks, clickers, excluded }) => ({ value, clicks, clickers, excluded }))
  const rest = rows.find(({ place }) => place > limit)
  if (rest === undefined) return { data: groups, others: { groups: 0, ...nothing } }
  const { value: _, place: _place, ...others } = rest
  return { data: groups.slice(0, limit), others }
}

/** In floating point, exact up to 2⁵³: sums of bigint are numeric, which takes twice as long. */
function sums(rows: SQL): SQL {
  const sum = (count: keyof Counts) => {
    const name = sql.identifier(count)
    return sql`coalesce(sum(${rows}.${name}::float8), 0) as ${name}`
  }
  return sql.join([sum('clicks'), sum('clickers'), sum('excluded')], sql`, `)
}

function during(time: SQL, { from, to }: Pick<Range, 'from' | 'to'>): SQL {
  return sql`${time} >= ${timeInSql(from)} and ${time} < ${timeInSql(to)}`
}
