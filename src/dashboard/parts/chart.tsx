import { type Column, Table } from './table.js'

/** What a chart shows; `values` go with `at`, null where there is nothing to show. */
export interface ChartSeries {
  label: string
  values: (number | null)[]
  /** `bars` for counts of intervals, `line` for what goes on between its points. */
  kind: 'bars' | 'line'
  /** Decimals of a share in percent; whole numbers without it. */
  percent?: number
  /** Series on the right have an axis of their own. */
  side?: 'left' | 'right'
}

interface ChartProps {
  /** Says what is to be seen, for people who see no chart. */
  label: string
  /** Starts of the intervals, or times of the points. */
  at: (Date | string)[]
  unit: 'hour' | 'day' | 'week' | 'month'
  series: ChartSeries[]
  /** IANA name, of the table; the chart itself is drawn in the reader's time zone. */
  timezone?: string
}

/**
 * A chart that its script draws (Layout's `scripts` must name "chart"), in the viewer's time zone,
 * to zoom by dragging; the same numbers stand beneath as a table.
 */
export function Chart({ label, at, unit, series, timezone = 'UTC' }: ChartProps) {
  const times = at.map(time => new Date(time).getTime() / 1000)
  const write = timeWriter(unit, timezone)
  return (
    <figure class="chart">
      <div
        class="chart-plot"
        role="img"
        aria-label={label}
        data-chart={JSON.stringify({ unit, times, series })}
      />
      <details>
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

/** "2026-01-31 12:00", as far as the unit goes. */
function timeWriter(unit: ChartProps['unit'], timeZone: string): (seconds: number) => string {
  const length = { hour: 16, day: 10, week: 10, month: 7 }[unit]
  // Swedes write dates and times as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return seconds => format.format(seconds * 1000).slice(0, length)
}

function writeValue(value: number | null, percent: number | undefined): string {
  if (value === null) return '–'
  return percent === undefined ? value.toLocaleString('en-US') : `${(value * 100).toFixed(percent)} %`
}
