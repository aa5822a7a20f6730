import { countFigure } from '../../influence/figures.js'
import type { LinkStats } from '../../stats/link-stats.js'
import { type Column, Table } from '../parts/table.js'
import { reasonName, reasons } from './reasons.js'

const columns: Column<[reason: string, hits: number]>[] = [
  {
    title: 'Reason',
    names: true,
    cell: ([reason]) => (
      <>
        {reasonName(reason)}
        <p class="hint">{reasons[reason]?.explanation}</p>
      </>
    ),
  },
  { title: 'Hits', class: 'number', cell: ([, hits]) => countFigure(hits) },
]

/** Hits that are no person's click, by reason, each reason explained. */
export function ExcludedByReason({ excluded }: { excluded: LinkStats['excluded'] }) {
  const counted = Object.entries(excluded.byReason).toSorted(([, a], [, b]) => b - a)
  return (
    <section class="card">
      <h2>{`Left out: ${countFigure(excluded.total)}`}</h2>
      <Table columns={columns} rows={counted} keyOf={([reason]) => reason} />
    </section>
  )
}
