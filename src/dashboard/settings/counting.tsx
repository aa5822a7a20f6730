import { countFigure } from '../../influence/figures.js'
import type { PriorInForce } from '../../scores/prior.js'
import { Moment } from '../parts/moment.js'
import { PriorNote } from '../parts/prior.js'

/** The rules that every number follows; `days` is how long a tweet's clicks count for it. */
export function Counting({ days, prior }: { days: number; prior: PriorInForce }) {
  return (
    <section class="card">
      <h2>How it counts</h2>
      <p>
        A tweet is measured by the clicks of its first {days === 1 ? 'day' : `${days} days`}
        <span class="muted"> (ATTRIBUTION_WINDOW_DAYS)</span>. Each person counts once; crawlers, previews and
        prefetching do not count.
      </p>
      <PriorNote prior={prior} />
      <p class="hint">
        {prior.computedAt === null ? (
          'That is the belief of the configuration; with accounts enough, it comes from their data.'
        ) : (
          <>
            It was drawn from {countFigure(prior.accounts)} accounts of this service,{' '}
            <Moment at={prior.computedAt} />.
          </>
        )}
      </p>
    </section>
  )
}
