import type { Interval } from './confidence.js'

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const threeDigits = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 })
const twoDigits = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 2 })

/** 20000 → "20,000". */
export function countFigure(count: number): string {
  return whole.format(count)
}

/** "click" for one, "clicks" for any other number. */
export function nounFor(count: number, noun: string): string {
  return count === 1 ? noun : `${noun}s`
}

/** "1 follower", "20,000 followers". */
export function counted(count: number, noun: string): string {
  return `${countFigure(count)} ${nounFor(count, noun)}`
}

/** "1 person", "20,000 people". */
export function peopleCounted(count: number): string {
  return `${countFigure(count)} ${count === 1 ? 'person' : 'people'}`
}

/**
 * A possibly fractional number of people: rounded from 10 upwards, with one decimal below. 172.35 →
 * "172", 0.87 → "0.9"; what would round to 0 is "under 0.1".
 */
export function peopleFigure(people: number): string {
  if (people > 0 && people < 0.05) return 'under 0.1'
  return people >= 9.95 ? whole.format(people) : String(Math.round(people * 10) / 10)
}

/** An interval of people: "67–621"; a low end that rounds to 0 is 0. */
export function peopleInterval([low, high]: Interval): string {
  const [from, to] = [low < 0.05 ? '0' : peopleFigure(low), peopleFigure(high)]
  return high < 0.05 || from === to ? to : `${from}–${to}`
}

/**
 * An exchange rate, with two digits that mean something, from 100 upwards with three: 30.29 → "30",
 * 166.25 → "166". A rate below 1 is a fraction, since nobody can picture 0.033 followers: "1/30".
 */
export function rateFigure(rate: number): string {
  if (rate <= 0) return '0'
  const figure = timesFigure(rate < 1 ? 1 / rate : rate)
  return rate < 1 && figure !== '1' ? `1/${figure}` : figure
}

/** How many times as many: two digits that mean something, from 100 upwards three. */
export function timesFigure(times: number): string {
  return times >= 100 ? threeDigits.format(times) : twoDigits.format(times)
}

/** An interval of exchange rates: "6.1–166". */
export function rateInterval([low, high]: Interval): string {
  return `${rateFigure(low)}–${rateFigure(high)}`
}

/** One in a million: figures below say only that they are. */
const smallest = 1e-6
const belowSmallest = 'under 0.0001'

/**
 * Two significant digits, whole percents from 10 % upwards: 0.02 → "2.0 %", 0.8 → "80 %", 0.00173 →
 * "0.17 %", 0 → "0 %". Below one in a million it is "under 0.0001 %".
 */
export function percentFigure(ratio: number): string {
  return `${percentNumber(ratio, 2)} %`
}

/** A ratio with its interval: "2.0 % (likely 1.8–2.2 %)". */
export function percentWithInterval(ratio: number, interval: Interval): string {
  const figure = percentFigure(ratio)
  return figure === intervalFigure(interval) ? figure : `${figure} (${likely(interval)})`
}

/**
 * An interval of ratios, each end with two significant digits: "1.8–2.2 %". A narrow one has as
 * many digits as tell its ends apart. A low end below one in a million is 0.
 */
export function intervalFigure([low, high]: Interval): string {
  if (high > 0 && high < smallest) return `${belowSmallest} %`
  const from = low < smallest ? 0 : low
  let digits = 2
  while (digits < 6 && from < high && percentNumber(from, digits) === percentNumber(high, digits)) digits++
  return `${percentNumber(from, digits)}–${percentNumber(high, digits)} %`
}

/** How an interval is said everywhere: "likely 1.8–2.2 %". */
export function likely(interval: Interval): string {
  return `likely ${intervalFigure(interval)}`
}

function percentNumber(ratio: number, digits: number): string {
  if (ratio <= 0) return '0'
  if (ratio < smallest) return belowSmallest
  // Rounded first: 9.96 % has to become "10 %", not "10.0 %".
  const percent = Number((ratio * 100).toPrecision(digits))
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(percent)))
  return withDecimals(decimals).format(ratio * 100)
}

/** By decimals, of which there are few. Making one takes as long as writing a hundred numbers. */
const formats = new Map<number, Intl.NumberFormat>()

function withDecimals(decimals: number): Intl.NumberFormat {
  let format = formats.get(decimals)
  if (format === undefined) {
    format = new Intl.NumberFormat('en-US', {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    })
    formats.set(decimals, format)
  }
  return format
}
