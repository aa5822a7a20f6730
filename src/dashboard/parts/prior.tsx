import type { Prior } from '../../influence/prior.js'
import { priorSentence } from '../../influence/prior-sentence.js'
import { HowScored } from './how-scored.js'

/** What is expected of every account before it has tweets. */
export function PriorNote({ prior }: { prior: Prior }) {
  return (
    <p class="hint">
      {priorSentence(prior)} With each tweet, that counts less. <HowScored />
    </p>
  )
}
