import type { Interval } from '../../influence/confidence.js'

/**
 * A logarithmic scale between two powers of ten, named by their exponents: from -3, which is 0.001,
 * to 0, which is 1.
 */
export interface Scale {
  from: number
  to: number
}

const smallest = 1e-6

/** The scale that covers all these intervals. */
export function scaleOf(intervals: readonly Interval[]): Scale {
  const low = Math.min(...intervals.map(([low]) => Math.max(low, smallest)))
  const high = Math.max(...intervals.map(([, high]) => Math.max(high, smallest)))
  const from = Math.floor(Math.log10(low))
  return { from, to: Math.max(from + 1, Math.ceil(Math.log10(high))) }
}

interface IntervalBarProps {
  value: number
  interval: Interval
  scale: Scale
  /** What the network itself reports: drawn as a line of dashes, if there is a number above 0. */
  reported?: number | null | undefined
}

/**
 * A number above 0 and its interval; the numbers next to it serve people who cannot see the bar.
 */
export function IntervalBar({ value, interval, scale, reported }: IntervalBarProps) {
  const place = (number: number): number => {
    const decades = Math.log10(Math.max(number, smallest)) - scale.from
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
      {reported ? <Line className="interval-reported" x={place(reported)} /> : null}
    </svg>
  )
}

function Line({ className, x }: { className: string; x: number }) {
  const at = x.toFixed(2)
  return <line class={className} x1={at} x2={at} y1="0" y2="10" />
}

/** The scale above the bars; `write` formats 0.1, 1, 10 and so on. */
export function IntervalTicks({ scale, write }: { scale: Scale; write: (value: number) => string }) {
  return (
    <span class="interval-ticks" aria-hidden="true">
      {ticksOf(scale).map((exponent, n, all) => (
        <span key={exponent} class={roomFor(n, all.length - 1)}>
          {write(10 ** exponent)}
        </span>
      ))}
    </span>
  )
}

/** Where the label of the n-th tick has room: nowhere (minor), on wide screens, or everywhere. */
function roomFor(n: number, last: number): 'minor' | 'roomy' | undefined {
  if (!isShown(n, last, 4)) return 'minor'
  return isShown(n, last, 2) ? undefined : 'roomy'
}

/** Shows the first label, the last one and those at equal steps that keep away from the last. */
function isShown(n: number, last: number, mostSteps: number): boolean {
  const step = Math.ceil(last / mostSteps)
  return n === last || (n % step === 0 && last - n >= step)
}

/** 0.001 → "0.1 %". */
export function percentTick(value: number): string {
  return `${plainTick(value * 100)} %`
}

/** 0.001 → "0.001". */
export function plainTick(value: number): string {
  return String(Number(value.toPrecision(1)))
}

function ticksOf({ from, to }: Scale): number[] {
  return Array.from({ length: to - from + 1 }, (_, n) => from + n)
}
