import type { Unit } from '../../stats/range.js'
import { type Column, Table } from './table.js'

/** What a chart shows; `values` match `at`, with null for a gap. */
export interface ChartSeries {
  label: string
  values: (number | null)[]
  /**
   * `bars` for counts per interval, later ones in front: parts of the first. `line` for values that
   * continue between the points.
   */
  kind: 'bars' | 'line'
  /** Most decimals of a percentage; without it, values are whole numbers. */
  percent?: number
  /** Series on the right have an axis of their own. */
  side?: 'left' | 'right'
}

interface ChartProps {
  /** Describes the chart for people who cannot see it. */
  label: string
  /** Starts of the intervals, or times of the points. */
  at: (Date | string)[]
  unit: Unit
  series: ChartSeries[]
  /** IANA name, for the table; the chart itself uses the viewer's time zone. */
  timezone?: string
}

/**
 * A chart drawn by its script (Layout's `scripts` must name "chart"), in the viewer's time zone,
 * with zoom by dragging. A table below has the same numbers; it is open where no script runs.
 */
export function Chart({ label, at, unit, series, timezone = 'UTC' }: ChartProps) {
  const times = at.map(time => new Date(time).getTime() / 1000)
  const write = timeWriter(unit, timezone)
  return (
    <figure class="chart">
      <div class="chart-tools">
        <p class="chart-legend" aria-hidden="true">
          <span class="chart-time" data-own />
          {series.map((one, n) => (
            <span key={one.label} class={`series ${one.kind}-${n}`}>
              {one.label} <b data-own />
            </span>
          ))}
        </p>
        <p class="chart-zoom" role="status" data-own />
        <button type="button" class="quiet small" hidden data-own>
          Zoom out
        </button>
      </div>
      <div
        class="chart-plot"
        role="img"
        aria-label={label}
        data-chart={JSON.stringify({ unit, times, series })}
      />
      <details open>
        <summary>As a table</summary>
        <Table
          label={`${label}, as a table`}
          columns={[{ title: `Time (${timezone})`, cell: write }, ...series.map(columnOf)]}
          rows={times}
          keyOf={time => time}
        />
      </details>
    </figure>
  )
}

function columnOf({ label, values, percent }: ChartSeries): Column<number> {
  return { title: label, class: 'number', cell: (_time, n) => writeValue(values[n] ?? null, percent) }
}

/** "2026-01-31 12:00", cut to the unit. */
function timeWriter(unit: Unit, timeZone: string): (seconds: number) => string {
  const length = { 'quarter-hour': 16, hour: 16, day: 10, week: 10, month: 7 }[unit]
  // The Swedish locale writes dates and times like ISO 8601.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return seconds => format.format(seconds * 1000).slice(0, length)
}

function writeValue(value: number | null, percent: number | undefined): string {
  if (value === null) return '–'
  return percent === undefined ? value.toLocaleString('en-US') : `${(value * 100).toFixed(percent)} %`
}
