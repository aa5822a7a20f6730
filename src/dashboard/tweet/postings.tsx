import type { FacetValue } from '../../stats/breakdowns.js'
import { Breakdown } from '../parts/breakdown.js'

/**
 * The postings on X that clicks came through: X gives the link of each posting a t.co address of its own, which is the
 * referrer.
 */
export function Postings({ referrers }: { referrers: FacetValue[] }) {
  const postings = referrers.filter(({ value }) => value.startsWith('t.co/'))
  if (postings.length === 0) return null
  return (
    <section class="card">
      <h2>Came through these postings</h2>
      <Breakdown what="Posting on X" values={postings} name={value => value} />
      <p class="hint">
        Each posting has an address of its own on t.co. To see one, search X for it, such as{' '}
        <a
          href={`https://x.com/search?q=${encodeURIComponent(postings[0]?.value ?? '')}`}
          rel="noopener noreferrer"
        >
          the first
        </a>
        . Opening the address itself would count as a click.
      </p>
    </section>
  )
}
