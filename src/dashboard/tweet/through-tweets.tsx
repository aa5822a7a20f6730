import type { FacetValue } from '../../stats/breakdowns.js'
import { Breakdown } from '../parts/breakdown.js'

/**
 * The tweets on X that clicks came through: X gives the link of each tweet a t.co address of its
 * own, which is the referrer.
 */
export function ThroughTweets({ referrers }: { referrers: FacetValue[] }) {
  const tweets = referrers.filter(({ value }) => value.startsWith('t.co/'))
  if (tweets.length === 0) return null
  return (
    <section class="card">
      <h2>Came through these tweets</h2>
      <Breakdown what="Tweet on X" values={tweets} name={value => value} />
      <p class="hint">
        Each tweet has an address of its own on t.co. To see one, search X for it, such as{' '}
        <a
          href={`https://x.com/search?q=${encodeURIComponent(tweets[0]?.value ?? '')}`}
          rel="noopener noreferrer"
        >
          the first
        </a>
        . Opening the address itself would count as a click.
      </p>
    </section>
  )
}
