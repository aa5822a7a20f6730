import { countFigure } from '../../influence/figures.js'
import type { FacetValue } from '../../stats/breakdowns.js'
import { Bar } from './bar.js'
import { type Column, Table } from './table.js'
import { UserText } from './user-text.js'

interface BreakdownProps {
  /** What the values are, such as "Country". */
  what: string
  values: readonly FacetValue[]
  name: (value: string) => string
}

/** Rows shown; the rest is summed in one more. */
const most = 8

/** Clicks and clickers by some property, with bars to compare. */
export function Breakdown({ what, values, name }: BreakdownProps) {
  if (values.length === 0) return <p class="empty">Nothing yet</p>
  const total = sum(values).clicks
  const rest = values.slice(most)
  const shown = values.slice(0, most).map(entry => ({ ...entry, label: name(entry.value) }))
  const rows = rest.length === 0 ? shown : [...shown, { ...sum(rest), label: `${rest.length} more` }]
  const columns: Column<(typeof rows)[number]>[] = [
    {
      title: what,
      names: true,
      cell: ({ label, clicks }) => (
        <>
          <UserText text={label} most={60} />
          <Bar share={total === 0 ? 0 : clicks / total} />
        </>
      ),
    },
    { title: 'Clicks', class: 'number', cell: ({ clicks }) => countFigure(clicks) },
    { title: 'Clickers', class: 'number', cell: ({ clickers }) => countFigure(clickers) },
  ]
  return <Table class="breakdown" columns={columns} rows={rows} keyOf={({ label }) => label} />
}

function sum(values: readonly FacetValue[]): { clicks: number; clickers: number } {
  return {
    clicks: values.reduce((total, { clicks }) => total + clicks, 0),
    clickers: values.reduce((total, { clickers }) => total + clickers, 0),
  }
}
