import { dayMs, hourMs } from '../durations.js'

/** A stretch of time with one offset from UTC; all in milliseconds. */
interface Stretch {
  from: number
  to: number
  offset: number
}

/** A time zone, by the rules that Node knows. Times are in milliseconds since the epoch. */
export interface Zone {
  /** In its usual spelling; an alias stays one. */
  name: string
  /** What its clocks show, as if that were UTC. */
  local(at: number): number
  /** The first moment at which its clocks show this time or a later one. */
  first(local: number): number
  /** The clock changes in a range. */
  changes(from: number, to: number): number[]
}

/** No zone is further from UTC. */
const furthestMs = 16 * hourMs
/** Since 1970 no zone has changed its clocks twice within six days. */
const stepMs = 3 * dayMs
/** Looked through at once, and then known. */
const blockMs = 120 * stepMs

/** Zones by name as it was written. Opening one takes most of a millisecond. */
const known = new Map<string, Zone | null>()
/** More than all names in their usual spelling. */
const mostKnown = 1_000

/** IANA's names without an area, and those whose parts are not just words. */
const spellings = new Map(
  [
    'CET CST6CDT Cuba EET EST EST5EDT Egypt Eire GB GB-Eire GMT GMT+0 GMT-0 GMT0 Greenwich HST Hongkong Iceland',
    'Iran Israel Jamaica Japan Kwajalein Libya MET MST MST7MDT NZ NZ-CHAT Navajo PRC PST8PDT Poland Portugal ROC',
    'ROK Singapore Turkey UCT UTC Universal W-SU WET Zulu Etc/GMT Etc/GMT+0 Etc/GMT-0 Etc/GMT0 Etc/UCT Etc/UTC',
    'America/Argentina/ComodRivadavia America/Knox_IN Australia/ACT Australia/LHI Australia/NSW',
    'Brazil/DeNoronha Chile/EasterIsland Mexico/BajaNorte Mexico/BajaSur',
  ].flatMap(line => line.split(' ').map(name => [name.toLowerCase(), name] as const)),
)

/**
 * IANA names only, in any case. Node also takes other abbreviations such as "IST" and "BST", which
 * mean different zones in different programs. Null for anything else.
 */
export function openZone(name: string): Zone | null {
  if (!spellings.has(name.toLowerCase()) && !/^[a-z_]+\/[\w+/-]{1,60}$/i.test(name)) return null
  let zone = known.get(name)
  if (zone === undefined) {
    zone = makeZone(name)
    if (known.size >= mostKnown) known.clear()
    known.set(name, zone)
  }
  return zone
}

function makeZone(timeZone: string): Zone | null {
  const format = formatOf(timeZone)
  if (format === null) return null
  const blocks = new Map<number, Stretch[]>()
  const block = (n: number) => {
    let found = blocks.get(n)
    if (found === undefined) {
      found = readStretches(format, n * blockMs)
      blocks.set(n, found)
    }
    return found
  }
  /** What `read` makes of the first stretch from then on for which it is not null. */
  const find = <T>(since: number, read: (stretch: Stretch) => T | null): T => {
    for (let n = Math.floor(since / blockMs); ; n++) {
      for (const stretch of block(n)) {
        const found = stretch.to > since ? read(stretch) : null
        if (found !== null) return found
      }
    }
  }
  return {
    name: spelled(timeZone, format.resolvedOptions().timeZone),
    local: at => find(at, ({ offset }) => at + offset),
    first: local =>
      find(local - furthestMs, ({ from, to, offset }) => {
        const at = Math.max(from, local - offset)
        return at < to ? at : null
      }),
    changes: (since, until) => {
      const found: number[] = []
      let last: number | undefined
      return find(since, ({ from, offset }) => {
        if (from >= until) return found
        if (last !== undefined && last !== offset) found.push(from)
        last = offset
        return null
      })
    },
  }
}

/** Node answers with the zone that an alias stands for, but spells no alias. */
function spelled(name: string, resolved: string): string {
  const lower = name.toLowerCase()
  if (resolved.toLowerCase() === lower) return resolved
  return (
    spellings.get(lower) ??
    lower.replace(/[a-z]+/g, word => {
      if (word === 'us') return 'US'
      return /^(?:of|au|es)$/.test(word) ? word : word.charAt(0).toUpperCase() + word.slice(1)
    })
  )
}

function formatOf(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    return null
  }
}

/** The stretches of one block. */
function readStretches(format: Intl.DateTimeFormat, begin: number): Stretch[] {
  const found: Stretch[] = [{ from: begin, to: begin, offset: offsetMs(format, begin) }]
  for (let at = begin + stepMs; at <= begin + blockMs; at += stepMs) {
    const last = found.at(-1) as Stretch
    const offset = offsetMs(format, at)
    if (offset !== last.offset) {
      last.to = changeBetween(format, at - stepMs, at, last.offset)
      found.push({ from: last.to, to: at, offset })
    } else {
      last.to = at
    }
  }
  return found
}

/** The first second that no longer has the offset. */
function changeBetween(format: Intl.DateTimeFormat, from: number, to: number, offset: number): number {
  let [before, after] = [from / 1000, to / 1000]
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (offsetMs(format, middle * 1000) === offset) before = middle
    else after = middle
  }
  return after * 1000
}

function offsetMs(format: Intl.DateTimeFormat, at: number): number {
  const parts = new Map(format.formatToParts(at).map(part => [part.type, Number(part.value)]))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return local - at
}
