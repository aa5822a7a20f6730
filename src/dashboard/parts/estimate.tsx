import type { Interval } from '../../influence/confidence.js'
import { likely, percentFigure } from '../../influence/figures.js'

/** A ratio that leads its row, and beside it the interval it is likely in. */
export function Estimate({ value, interval }: { value: number; interval: Interval }) {
  return (
    <>
      <strong>{percentFigure(value)}</strong> <span class="small muted">{likely(interval)}</span>
    </>
  )
}
