import { percentFigure, rateFigure } from '../../influence/figures.js'
import { Figure } from '../parts/figure.js'
import { HowScored } from '../parts/how-scored.js'
import type { Calculation, Outcome } from './calculate.js'

/** The calculator's result: what anybody can compute, and one step behind it the estimate. */
export function Result({ calculation: { a, b, comparison, exchange } }: { calculation: Calculation }) {
  return (
    <>
      <div class="pair">
        <Measured name="A" outcome={a} />
        <Measured name="B" outcome={b} />
      </div>
      <div class="notice">
        {comparison.times === null ? (
          <p>{comparison.sentence}</p>
        ) : (
          <Figure value={rateFigure(comparison.times)} label={comparison.sentence} />
        )}
      </div>
      <details>
        <summary>How sure is that?</summary>
        {exchange !== null && <p>{exchange.sentence}</p>}
        <p class="hint">
          One tweet may be luck, so such estimates are careful; every further tweet makes them surer.{' '}
          <HowScored />
        </p>
      </details>
    </>
  )
}

function Measured({ name, outcome: { influence, tweetSentence } }: { name: string; outcome: Outcome }) {
  return (
    <div>
      <Figure
        large
        value={influence === null ? '–' : percentFigure(influence)}
        label={`Influence of ${name}’s tweet`}
      />
      <p>{tweetSentence}</p>
    </div>
  )
}
