import { Figure } from '../parts/figure.js'
import { HowScored } from '../parts/how-scored.js'
import type { Result } from './result.js'

/** The result, large: the number, how certain it is, and what it means. */
export function ResultCard({ result: { figure, label, note, sentence } }: { result: Result }) {
  return (
    <section class="card result">
      <h2 class="unseen">The result</h2>
      <Figure large value={figure} label={label} note={note} />
      <p class="sentence">{sentence}</p>
      <p class="hint">
        <HowScored />
      </p>
    </section>
  )
}
