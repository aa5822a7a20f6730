import type { Link, LinkStats, Share } from '../client/index.js'
import { olderHitsSentence } from '../influence/older-hits-sentence.js'
import { bar, merged, sparkline } from './bars.js'
import { count, counted, minute, moment } from './figures.js'
import { table } from './table.js'
import { bold, cyan, dim, type Text } from './text.js'

const barWidth = 24
const rowsOfSeries = 31
const rowsOfBreakdown = 10

/** A link's numbers as readable text, the sentence first. `columns`: maximum length of a line. */
export function statsPage(link: Link, stats: LinkStats, columns: number): Text[] {
  const { clicks, clickers, excluded } = stats
  const leftOut = `${counted(excluded.total, 'hit')} filtered out`
  const span = `${minute(stats.from)} to ${minute(stats.to)} UTC`
  return [
    bold(`${counted(clicks, 'click')} by ${counted(clickers, 'clicker')}; ${leftOut}.`),
    [cyan(link.shortUrl), dim(' → '), link.url, ...(link.title === null ? [] : [dim('  '), link.title])],
    dim(span),
    ...tooManyHits(stats.countedFrom),
    ...section('When', overTime(stats, columns)),
    ...section('Sources', breakdown(stats.sources, columns)),
    ...section('Referrers', breakdown(stats.referrers, columns)),
    ...section('Countries', breakdown(stats.countries, columns)),
    ...section('Browsers', breakdown(stats.browsers, columns)),
    ...section('X for iPhone', throughXForIphone(stats.xForIphone)),
    ...section('Systems', breakdown(stats.systems, columns)),
    ...section('Devices', breakdown(stats.devices, columns)),
    ...section('Filtered out', reasons(excluded.byReason)),
    ...rulesThatCounted(stats.rules),
  ]
}

/** A service of an older version does not tell. */
function tooManyHits(countedFrom: string | null | undefined): Text[] {
  if (countedFrom == null) return []
  return [`Too many hits for a filter: only the newest, since ${minute(countedFrom)} UTC, are counted.`]
}

/** A service of an older version does not tell. */
function throughXForIphone(found: LinkStats['xForIphone'] | undefined): Text[] {
  if (found === undefined || found.clicks === 0) return []
  return [`${counted(found.clicks, 'click')} by ${counted(found.clickers, 'clicker')}`, dim(found.why)]
}

/** A service of an older version does not tell. */
function rulesThatCounted(rules: LinkStats['rules'] | undefined): Text[] {
  if (rules === undefined) return []
  const older = olderHitsSentence(rules.olderHits)
  const version = dim(`Counted by version ${rules.version} of the rules.`)
  return ['', version, ...(older === null ? [] : [dim(older)])]
}

export function section(heading: string, lines: Text[]): Text[] {
  return lines.length === 0 ? [] : ['', bold(heading), ...lines]
}

interface Series {
  series: { at: string; clicks: number; clickers: number }[]
  unit: string
  timezone: string
}

/** One row per interval if there are few, otherwise one line of blocks. */
export function overTime({ series, unit, timezone }: Series, columns: number): Text[] {
  const values = series.map(({ clicks }) => clicks)
  const most = Math.max(0, ...values)
  if (most === 0) return []
  if (series.length <= rowsOfSeries) {
    const rows = series.map(({ at, clicks, clickers }) => [
      moment(at, unit, timezone),
      count(clicks),
      count(clickers),
      bar(clicks, most, barWidth),
    ])
    return table([unit, 'clicks', 'clickers', ''], rows, { right: [1, 2] })
  }
  const top = series.find(({ clicks }) => clicks === most)?.at ?? ''
  return [
    sparkline(merged(values, Math.min(columns, 80))),
    dim(`most: ${counted(most, 'click')} in the ${unit} of ${moment(top, unit, timezone)} (${timezone})`),
  ]
}

function breakdown(rows: Share[], columns: number): Text[] {
  const shown = rows.slice(0, rowsOfBreakdown)
  const rest = rows.slice(rowsOfBreakdown)
  const most = Math.max(...shown.map(({ clicks }) => clicks))
  const all = rows.reduce((sum, { clicks }) => sum + clicks, 0)
  if (rows.length === 0) return []
  const lines = shown.map(({ value, clicks, clickers }) => [
    count(clicks),
    count(clickers),
    `${((100 * clicks) / all).toFixed(1)} %`,
    bar(clicks, most, barWidth).padEnd(barWidth),
    clipped(value, columns - 56),
  ])
  const hidden = rest.reduce((sum, { clicks }) => sum + clicks, 0)
  return [
    ...table(['clicks', 'clickers', 'share', '', ''], lines, { right: [0, 1, 2] }),
    ...(rest.length > 0 ? [dim(`and ${count(rest.length)} more with ${counted(hidden, 'click')}`)] : []),
  ]
}

function reasons(byReason: Record<string, number>): Text[] {
  const rows = Object.entries(byReason)
    .filter(([, hits]) => hits > 0)
    .sort(([, a], [, b]) => b - a)
  const most = Math.max(...rows.map(([, hits]) => hits))
  const lines = rows.map(([reason, hits]) => [
    count(hits),
    bar(hits, most, barWidth).padEnd(barWidth),
    reason,
  ])
  return rows.length === 0 ? [] : table(['hits', '', ''], lines, { right: [0] })
}

/** At least 20 characters, so that values stay distinguishable on a narrow terminal. */
export function clipped(value: string, room: number): string {
  const characters = [...value]
  const most = Math.max(20, room)
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : value
}
