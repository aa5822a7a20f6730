import type { TargetChange } from '../../links/targets.js'
import { bareAddress } from '../parts/link-name.js'
import { Moment } from '../parts/moment.js'
import { type Column, Table } from '../parts/table.js'
import { UserText } from '../parts/user-text.js'
import type { TweetView } from './load.js'

const address = (title: string, text: (change: TargetChange) => string): Column<TargetChange> => ({
  title,
  class: 'wide',
  cell: change => <UserText text={bareAddress(text(change))} most={80} />,
})

const columns: Column<TargetChange>[] = [
  { title: 'Changed', cellClass: 'time', cell: ({ changedAt }) => <Moment at={changedAt} /> },
  { title: 'By', cell: ({ changedBy }) => <bdi>{changedBy ?? 'the preset key'}</bdi> },
  address('From', ({ from }) => from),
  address('To', ({ to }) => to),
]

/** Where the link led before. */
export function Targets({ view: { targets } }: { view: TweetView }) {
  if (targets.latest.length === 0) return null
  return (
    <section class="card">
      <h2>Where it led before</h2>
      <Table columns={columns} rows={targets.latest} keyOf={(_, n) => n} label="Changes of the target" />
      {targets.more && <p class="hint">The API has the older changes, too.</p>}
    </section>
  )
}
