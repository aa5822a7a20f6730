import { percentFigure, rateFigure } from '../../influence/figures.js'
import { Figure } from '../parts/figure.js'
import type { Calculation, Outcome } from './calculate.js'

/** The calculator's result. */
export function Result({ calculation: { a, b, exchange } }: { calculation: Calculation }) {
  const [low, high] = exchange.interval
  return (
    <>
      <div class="pair">
        <Measured name="A" outcome={a} />
        <Measured name="B" outcome={b} />
      </div>
      <div class="notice">
        <Figure
          value={rateFigure(exchange.rate)}
          label={exchange.sentence}
          note={`With 95 % certainty between ${rateFigure(low)} and ${rateFigure(high)}.`}
        />
      </div>
      <p class="hint">
        One tweet may be luck, so what A and B act like, and their exchange rate, stay careful; every further
        tweet makes them surer.
      </p>
    </>
  )
}

function Measured({ name, outcome }: { name: string; outcome: Outcome }) {
  const { influence, tweetSentence, accountSentence } = outcome
  return (
    <div>
      <Figure
        large
        value={influence === null ? '–' : percentFigure(influence)}
        label={`Influence of ${name}’s tweet`}
      />
      <p>{tweetSentence}</p>
      <p>{accountSentence}</p>
    </div>
  )
}
