import type { GroupedStats } from '../client/index.js'
import { bar } from './bars.js'
import { count, counted, minute } from './figures.js'
import { clipped, overTime, section } from './stats-page.js'
import { table } from './table.js'
import { bold, dim, type Text } from './text.js'

const barWidth = 24
/** The groups that are parts of the time. */
export const intervals: readonly GroupedStats['groupBy'][] = ['quarter-hour', 'hour', 'day', 'week', 'month']

/** The numbers of many links as readable text. `columns`: maximum length of a line. */
export function totalsPage(found: GroupedStats, columns: number): Text[] {
  const { links, clicks, clickers, excluded, from, to, groupBy } = found
  const people = `${counted(clicks, 'click')} by ${counted(clickers, 'clicker')}`
  const leftOut = `${counted(excluded, 'hit')} filtered out`
  return [
    bold(`${people} on ${counted(links, 'link')}; ${leftOut}.`),
    dim(`${minute(from)} to ${minute(to)} UTC`),
    ...section(
      `By ${groupBy}`,
      intervals.includes(groupBy) ? series(found, columns) : groups(found, columns),
    ),
  ]
}

function series({ data, groupBy, timezone }: GroupedStats, columns: number): Text[] {
  const rows = data.map(({ value, ...counts }) => ({ at: value ?? '', ...counts }))
  return overTime({ series: rows, unit: groupBy, timezone }, columns)
}

function groups({ data, others }: GroupedStats, columns: number): Text[] {
  const most = Math.max(0, ...data.map(({ clicks }) => clicks))
  const rows = data.map(({ value, clicks, clickers, excluded }) => [
    count(clicks),
    count(clickers),
    count(excluded),
    bar(clicks, most, barWidth).padEnd(barWidth),
    clipped(value ?? 'none', columns - 60),
  ])
  const hidden = `and ${count(others.groups)} more with ${counted(others.clicks, 'click')}`
  return [
    ...(rows.length === 0
      ? []
      : table(['clicks', 'clickers', 'filtered out', '', ''], rows, { right: [0, 1, 2] })),
    ...(others.groups > 0 ? [dim(hidden)] : []),
  ]
}
