import type { Context } from '../../context.js'
import { findLink } from '../../links/find.js'
import type { FacetValue } from '../../stats/breakdowns.js'
import { type LinkStats, linkStats } from '../../stats/link-stats.js'
import { type Fields, invalid } from '../fields.js'
import { startOf } from '../units.js'
import { type Period, rangeOf, readPeriod, showPeriod } from './period.js'
import { bitlyTime } from './shapes.js'

type Counting = Pick<Context, 'access' | 'db' | 'now'>
/** Answers a question about the link with a slug. */
type Metric = (ctx: Counting, slug: string, query: Fields) => Promise<object>

/** What can be asked about a link, by the end of the path. */
export const metrics: Record<string, Metric> = {
  clicks: async (ctx, slug, query) => {
    const period = readPeriod(query)
    const { link } = await findLink(ctx, slug)
    const { series } = await linkStats(ctx, link, seriesRange(period, ctx.now(), link.createdAt))
    const newest = series.toReversed().slice(0, period.size)
    return {
      ...showPeriod(period, ctx.now()),
      link_clicks: newest.map(({ at, clicks }) => ({ date: bitlyTime(at), clicks })),
    }
  },
  'clicks/summary': async (ctx, slug, query) => {
    const { period, stats } = await over(ctx, slug, query)
    return { ...showPeriod(period, ctx.now()), total_clicks: stats.clicks }
  },
  countries: facet('countries', ({ countries }) => countries),
  devices: facet('devices', ({ devices }) =>
    devices.map(({ value, ...rest }) => ({ value: named(value), ...rest })),
  ),
  referrers: facet('referrers', ({ referrers }) => referrers.map(direct)),
  referring_domains: facet('referring_domains', ({ referrers }) => byDomain(referrers)),
  referrers_by_domains: async (ctx, slug, query) => {
    const { period, stats } = await over(ctx, slug, query)
    const found = stats.referrers.filter(({ clicks }) => clicks > 0).map(direct)
    const domains = byDomain(stats.referrers).filter(({ clicks }) => clicks > 0)
    return {
      ...showPeriod(period, ctx.now()),
      facet: 'referrers_by_domain',
      referrers_by_domain: domains.slice(0, period.size).map(({ value: network }) => ({
        network,
        referrers: found.filter(({ value }) => domainOf(value) === network),
      })),
    }
  },
  cities: async () => {
    throw invalid('cities', 'are not known here: no address is stored, only the country')
  },
}

async function over(
  ctx: Counting,
  slug: string,
  query: Fields,
): Promise<{ period: Period; stats: LinkStats }> {
  const period = readPeriod(query)
  const { link } = await findLink(ctx, slug)
  return { period, stats: await linkStats(ctx, link, rangeOf(period, ctx.now())) }
}

/** The newest rows of the series: no more are wanted than an answer has. */
function seriesRange({ unit, units, reference, size }: Period, now: Date, createdAt: Date) {
  const count = units === -1 ? size : Math.min(units, size)
  const first = startOf(unit, reference ?? now, count)
  const made = startOf(unit, createdAt, 1)
  const from = units === -1 && made > first && made < (reference ?? now) ? made : first
  return { from: from.toISOString(), ...(reference && { to: reference.toISOString() }), unit }
}

function facet(name: string, valuesOf: (stats: LinkStats) => Pick<FacetValue, 'value' | 'clicks'>[]): Metric {
  return async (ctx, slug, query) => {
    const { period, stats } = await over(ctx, slug, query)
    const values = valuesOf(stats).filter(({ clicks }) => clicks > 0)
    return {
      ...showPeriod(period, ctx.now()),
      facet: name,
      metrics: values.slice(0, period.size).map(({ value, clicks }) => ({ value, clicks })),
    }
  }
}

function direct({ value, clicks }: FacetValue) {
  return { value: directly(value), clicks }
}

/** Bitly's word for where a click without a referrer is from. */
export function directly(value: string): string {
  return value === 'unknown' ? 'direct' : value
}

function domainOf(referrer: string): string {
  return referrer.split('/', 1)[0] ?? ''
}

function byDomain(referrers: FacetValue[]) {
  const clicks = new Map<string, number>()
  for (const each of referrers.map(direct)) {
    const domain = domainOf(each.value)
    clicks.set(domain, (clicks.get(domain) ?? 0) + each.clicks)
  }
  const domains = [...clicks].map(([value, clicks]) => ({ value, clicks }))
  return domains.sort((a, b) => b.clicks - a.clicks)
}

/** "desktop" → "Desktop". */
export function named(device: string): string {
  return device.charAt(0).toUpperCase() + device.slice(1)
}
