import type { Interval } from './confidence.js'

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const threeDigits = new Intl.NumberFormat('en-US', {
  minimumSignificantDigits: 3,
  maximumSignificantDigits: 3,
})

/** 20000 → "20,000". */
export function countFigure(count: number): string {
  return whole.format(count)
}

/** "click" for one, "clicks" for any other number. */
export function nounFor(count: number, noun: string): string {
  return count === 1 ? noun : `${noun}s`
}

/**
 * A possibly fractional number of people: rounded from 10 upwards, with one decimal below. 172.35 →
 * "172", 0.87 → "0.9".
 */
export function peopleFigure(people: number): string {
  return people >= 9.95 ? whole.format(people) : String(Math.round(people * 10) / 10)
}

/** Three significant digits: 17.656 → "17.7", 0.05664 → "0.0566". */
export function rateFigure(rate: number): string {
  return threeDigits.format(rate)
}

/**
 * Two significant digits, whole percents from 10 % upwards: 0.02 → "2.0 %", 0.8 → "80 %", 0.00173 →
 * "0.17 %", 0 → "0 %".
 */
export function percentFigure(ratio: number): string {
  return `${percentNumber(ratio, decimalsOf(ratio))} %`
}

/**
 * A ratio with its interval, all with the ratio's decimals: "2.0 % (1.8–2.2 %)". A ratio of 0 uses
 * those of its upper end.
 */
export function percentWithInterval(ratio: number, interval: Interval): string {
  const [, high] = interval
  const decimals = decimalsOf(ratio === 0 ? high : ratio)
  return `${percentNumber(ratio, decimals)} % (${intervalFigure(ratio, interval)})`
}

/** Only the interval of a ratio, with the ratio's decimals: "1.8–2.2 %". */
export function intervalFigure(ratio: number, [low, high]: Interval): string {
  const decimals = decimalsOf(ratio === 0 ? high : ratio)
  return `${percentNumber(low, decimals)}–${percentNumber(high, decimals)} %`
}

/** Number of decimals that shows two significant digits of a percentage, at most six. */
function decimalsOf(ratio: number): number {
  if (ratio <= 0) return 0
  // Rounded first: 9.96 % has to become "10 %", not "10.0 %".
  const percent = Number((ratio * 100).toPrecision(2))
  return Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(percent))))
}

function percentNumber(ratio: number, decimals: number): string {
  if (ratio === 0) return '0'
  const fixed = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
  return new Intl.NumberFormat('en-US', fixed).format(ratio * 100)
}
