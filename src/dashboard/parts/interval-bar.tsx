import type { Interval } from '../../influence/confidence.js'

/** A logarithmic scale between two powers of ten, named by their exponents: from -3, which is 0.1 %, to 0, 100 %. */
export interface Scale {
  from: number
  to: number
}

const smallest = 1e-6

/** The scale that holds all these intervals, and 1 % to 10 % in any case. */
export function scaleOf(intervals: readonly Interval[]): Scale {
  const low = Math.min(0.01, ...intervals.map(([low]) => Math.max(low, smallest)))
  const high = Math.max(0.1, ...intervals.map(([, high]) => high))
  return { from: Math.floor(Math.log10(low)), to: Math.ceil(Math.log10(high)) }
}

interface IntervalBarProps {
  value: number
  interval: Interval
  scale: Scale
}

/** A rate in its interval; the numbers stand beside it for whoever cannot see it. */
export function IntervalBar({ value, interval, scale }: IntervalBarProps) {
  const place = (rate: number): number => {
    const decades = Math.log10(Math.max(rate, smallest)) - scale.from
    return Math.max(0, Math.min(100, (100 * decades) / (scale.to - scale.from)))
  }
  const [low, high] = interval.map(place) as [number, number]
  return (
    <svg class="interval" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      {ticksOf(scale).map(exponent => (
        <Line key={exponent} className="interval-tick" x={place(10 ** exponent)} />
      ))}
      <rect class="interval-range" x={low.toFixed(2)} y="3" width={(high - low).toFixed(2)} height="4" />
      <Line className="interval-value" x={place(value)} />
    </svg>
  )
}

function Line({ className, x }: { className: string; x: number }) {
  const at = x.toFixed(2)
  return <line class={className} x1={at} x2={at} y1="0" y2="10" />
}

/** What the ticks of the bars beneath it mean. */
export function IntervalTicks({ scale }: { scale: Scale }) {
  return (
    <span class="interval-ticks" aria-hidden="true">
      {ticksOf(scale).map(exponent => (
        <span key={exponent}>{`${Number((10 ** (exponent + 2)).toPrecision(1))} %`}</span>
      ))}
    </span>
  )
}

function ticksOf({ from, to }: Scale): number[] {
  return Array.from({ length: to - from + 1 }, (_, n) => from + n)
}
