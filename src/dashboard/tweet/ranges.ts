import { dayMs, hourMs } from '../../durations.js'
import { type Unit, type UnitOf, usualUnit } from '../../stats/range.js'

/** What can be chosen by name: `name` alone, and `title` above the numbers. */
const presets = {
  hour: { name: 'Last hour', title: 'Last hour', ms: hourMs },
  '24h': { name: '24 hours', title: 'Last 24 hours', ms: dayMs },
  '7d': { name: '7 days', title: 'Last 7 days', ms: 7 * dayMs },
  '30d': { name: '30 days', title: 'Last 30 days', ms: 30 * dayMs },
  window: { name: 'The tweet’s window', title: 'The tweet’s window', ms: null },
  tweet: { name: 'Since the tweet', title: 'Since the tweet', ms: null },
  all: { name: 'All time', title: 'All time', ms: null },
} as const

export type RangeName = keyof typeof presets

/** The tweet's attribution window, or the life of a link without a tweet, which has no end. */
interface Window {
  from: string
  to: string | null
  open: boolean
}

/** What the numbers of a page are of. */
export interface ChosenRange {
  /** Null for dates that somebody typed. */
  preset: RangeName | null
  title: string
  /** For the statistics; a missing end is that of the link's life. */
  span: { from?: string; to?: string }
  /** The query of a page's address that asks for it again. */
  query: Partial<Record<'range' | 'from' | 'to', string>>
}

/** The presets that a link has: until its window ends, that is all since the tweet. */
export function presetsOf({ to, open }: Window): { value: RangeName; name: string }[] {
  return (Object.keys(presets) as RangeName[])
    .filter(value => (value === 'window' ? to !== null && !open : value !== 'tweet' || to !== null))
    .map(value => ({ value, name: presets[value].name }))
}

/**
 * The range that a page's address asks for, by name or by its first and last day (`2026-05-01`).
 * All time where it asks for none, or for nonsense.
 */
export function chooseRange(
  asked: { range?: string | undefined; from?: string | undefined; to?: string | undefined },
  window: Window,
  now: Date,
): ChosenRange {
  const [from, to] = [dayOf(asked.from), dayOf(asked.to)]
  if (from !== null || to !== null) return datesFrom(from, to)
  const preset = presetsOf(window).find(({ value }) => value === asked.range)?.value ?? 'all'
  return {
    preset,
    title: presets[preset].title,
    span: spanOf(preset, window, now),
    query: preset === 'all' ? {} : { range: preset },
  }
}

function spanOf(preset: RangeName, window: Window, now: Date): ChosenRange['span'] {
  const { ms } = presets[preset]
  if (ms !== null) return { from: new Date(now.getTime() - ms).toISOString() }
  if (preset === 'all' || window.to === null) return {}
  // A tweet's clock may be ahead of ours, and a range must not be empty.
  const soonest = Date.parse(window.from) + 1
  const end = Math.max(soonest, preset === 'window' ? Date.parse(window.to) : now.getTime())
  return { from: window.from, to: new Date(end).toISOString() }
}

/** From the first moment of one day to the last one of another; the earlier one comes first. */
function datesFrom(one: string | null, other: string | null): ChosenRange {
  const [from, to] = one !== null && other !== null && one > other ? [other, one] : [one, other]
  return {
    preset: null,
    title:
      from === null ? `Until ${to}` : to === null ? `Since ${from}` : from === to ? from : `${from} to ${to}`,
    span: { ...(from !== null && { from }), ...(to !== null && { to: dayAfter(to) }) },
    query: { ...(from !== null && { from }), ...(to !== null && { to }) },
  }
}

const sensible = /^(?:19[7-9]\d|2\d{3})-\d\d-\d\d$/

function dayOf(text: string | undefined): string | null {
  if (text === undefined || !sensible.test(text)) return null
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : null
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10)
}

/** Days that a unit suits: two bars say as little as thousands of them. */
const days: Record<Unit, [over: number, most: number]> = {
  'quarter-hour': [0, 2],
  hour: [0.2, 32],
  day: [2, 1_000],
  week: [14, 5_000],
  month: [60, 100_000],
}

/** The units that suit a range. */
export function unitsFor({ from, to }: { from: Date; to: Date }): Unit[] {
  const length = (to.getTime() - from.getTime()) / dayMs
  return (Object.keys(days) as Unit[]).filter(unit => length > days[unit][0] && length <= days[unit][1])
}

/**
 * The unit that was asked for where it suits the range; by default a finer one than usual for a
 * short range.
 */
export function chartUnit(asked: string | undefined): UnitOf {
  return range => {
    const length = range.to.getTime() - range.from.getTime()
    const fine = length <= 8 * hourMs ? 'quarter-hour' : length <= 8 * dayMs ? 'hour' : usualUnit(range)
    return unitsFor(range).find(unit => unit === asked) ?? fine
  }
}
