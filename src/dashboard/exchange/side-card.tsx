import type { AccountRow } from '../../accounts/find.js'
import { countFigure, percentFigure, percentWithInterval } from '../../influence/figures.js'
import type { AccountInfluence } from '../../stats/account-influence.js'
import { AccountName } from '../parts/account-name.js'
import { Figure } from '../parts/figure.js'
import { IntervalBar, IntervalTicks, percentTick, type Scale } from '../parts/interval-bar.js'

export interface Side {
  account: AccountRow
  influence: AccountInfluence
}

/** One of two accounts; both are drawn on one scale. */
export function SideCard({ side: { account, influence }, scale }: { side: Side; scale: Scale }) {
  const { score, interval, followers, tweets, sentence } = influence
  return (
    <section class="card">
      <h2 class="who">
        <AccountName handle={account.handle} name={account.name} />
      </h2>
      <div class="figures">
        <Figure value={followers === null ? '–' : countFigure(followers)} label="followers" />
        <Figure value={tweets === 0 ? '–' : percentFigure(score)} label="influence" />
        <Figure value={countFigure(tweets)} label={tweets === 1 ? 'tweet measured' : 'tweets measured'} />
      </div>
      {tweets > 0 && (
        <>
          <IntervalBar value={score} interval={interval} scale={scale} />
          <IntervalTicks scale={scale} write={percentTick} />
          <p class="hint">{percentWithInterval(score, interval)} of the followers click</p>
        </>
      )}
      <p>{sentence}</p>
      {tweets === 0 && <p class="hint">Until then it is taken for an account like all others.</p>}
    </section>
  )
}
