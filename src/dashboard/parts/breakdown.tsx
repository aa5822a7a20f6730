import { counted, countFigure, percentFigure } from '../../influence/figures.js'
import type { FacetValue } from '../../stats/breakdowns.js'
import { Bar } from './bar.js'
import { Icon } from './icon.js'
import { type Column, Table } from './table.js'
import { UserText } from './user-text.js'

interface BreakdownProps {
  /** What the values are, such as "Country". */
  what: string
  values: readonly FacetValue[]
  name: (value: string) => string
  /** The name of a value's icon. */
  icon?: ((value: string) => string) | undefined
  /** Where a value leads; null for nowhere. */
  href?: (value: string) => string | null
}

/** Rows shown at first; the others are folded away. */
const most = 8
/** The most rows; the rest is summed in one more. */
const mostUnfolded = 100

/** Clicks and clickers by some property, with shares and bars to compare. */
export function Breakdown({ what, values, name, icon, href = () => null }: BreakdownProps) {
  if (values.length === 0) return <p class="empty">Nothing yet</p>
  const total = sum(values).clicks
  const shareOf = (clicks: number) => (total === 0 ? 0 : clicks / total)
  const rows = values
    .slice(0, mostUnfolded)
    .map(entry => ({ ...entry, label: name(entry.value), to: href(entry.value), icon: icon?.(entry.value) }))
  const unlisted = values.slice(mostUnfolded)
  if (unlisted.length > 0) {
    const label = `${countFigure(unlisted.length)} more, with fewer clicks each`
    rows.push({ ...sum(unlisted), value: '', label, to: null, icon: undefined })
  }
  const folded = sum(values.slice(most))
  const columns: Column<(typeof rows)[number]>[] = [
    {
      title: what,
      names: true,
      cell: ({ label, to, icon, clicks }) => (
        <>
          {icon !== undefined && <Icon name={icon} />}
          {to === null ? (
            <UserText text={label} most={60} />
          ) : (
            <a href={to}>
              <UserText text={label} most={60} />
            </a>
          )}
          <Bar share={shareOf(clicks)} />
        </>
      ),
    },
    { title: 'Clicks', class: 'number', cell: ({ clicks }) => countFigure(clicks) },
    { title: 'Of\u00a0clicks', class: 'number', cell: ({ clicks }) => percentFigure(shareOf(clicks)) },
    { title: 'Clickers', class: 'number roomy', cell: ({ clickers }) => countFigure(clickers) },
  ]
  return (
    <div class="compare">
      <Table class="breakdown" columns={columns} rows={rows.slice(0, most)} keyOf={keyOf} />
      {values.length > most && (
        <details class="more">
          <summary>
            {`${countFigure(values.length - most)} more: ${counted(folded.clicks, 'click')}, ${percentFigure(shareOf(folded.clicks))}`}
          </summary>
          <Table class="breakdown" columns={columns} rows={rows.slice(most)} keyOf={keyOf} />
        </details>
      )}
    </div>
  )
}

/** Two names may be equal: that of a value, and the one for all others. */
function keyOf({ value }: Pick<FacetValue, 'value'>): string {
  return value
}

function sum(values: readonly FacetValue[]): { clicks: number; clickers: number } {
  return {
    clicks: values.reduce((total, { clicks }) => total + clicks, 0),
    clickers: values.reduce((total, { clickers }) => total + clickers, 0),
  }
}
