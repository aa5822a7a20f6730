import type { Config } from '../../config.js'
import { PriorNote } from '../parts/prior.js'

/** The rules that every number follows. */
export function Counting({ config: { attributionWindowDays: days, prior } }: { config: Readonly<Config> }) {
  return (
    <section class="card">
      <h2>How it counts</h2>
      <p>
        A tweet is measured by the clicks of its first {days === 1 ? 'day' : `${days} days`}
        <span class="muted"> (ATTRIBUTION_WINDOW_DAYS)</span>. Each person counts once; crawlers, previews and
        prefetching do not count.
      </p>
      <PriorNote prior={prior} />
    </section>
  )
}
