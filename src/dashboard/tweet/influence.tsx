import { countFigure } from '../../influence/figures.js'
import { Figure } from '../parts/figure.js'
import { HowScored } from '../parts/how-scored.js'
import { Live } from '../parts/live.js'
import { Moment } from '../parts/moment.js'
import type { TweetView } from './load.js'

/** The tweet's influence and the numbers behind it; updated live. */
export function Influence({ view: { link, influence, figures, told } }: { view: TweetView }) {
  const { spillover, sentence } = influence
  return (
    <section class="card" data-live={link.slug} aria-label="Influence">
      {influence.influence !== null && (
        <Figure
          large
          value={<Live figures={figures} name="influence" />}
          label="influence"
          note={<Live figures={figures} name="interval" />}
        />
      )}
      <p class="sentence">
        {influence.influence === null ? sentence : <Live figures={figures} name="sentence" />}
      </p>
      {told !== null && (
        <p>
          {told} <HowScored />
        </p>
      )}
      <div class="figures even">
        <Figure
          value={<Live figures={figures} name="clicks" />}
          label="clicks"
          note="every click of a person"
        />
        <Figure value={<Live figures={figures} name="clickers" />} label="clickers" note="different people" />
        <Figure
          value={<Live figures={figures} name="excluded" />}
          label="left out"
          note="robots and the like"
        />
        {link.tweet !== null && (
          <Figure
            value={countFigure(spillover)}
            label="spillover"
            note="clickers from elsewhere or through other postings: no followers"
          />
        )}
      </div>
      <Window view={influence} account={link.account} published={link.tweet?.published ?? false} />
    </section>
  )
}

interface WindowProps {
  view: TweetView['influence']
  account: string | null
  published: boolean
}

/** Until when the tweet is measured, and what is still missing. */
function Window({ view: { state, window, followers, followersCountedAt }, account, published }: WindowProps) {
  if (state === 'draft') {
    return (
      <p class="muted">
        Not tweeted yet. It counts as a tweet once you attach its address or time below, or else from the
        first click of a person who does not come from elsewhere.
      </p>
    )
  }
  if (window.to === null) {
    return (
      <p class="muted">
        Without a tweet there are no followers to compare with: attach one below, or say in “Edit” who tweets
        it.
      </p>
    )
  }
  return (
    <>
      <p class="muted">
        {published ? 'Measured from the tweet at ' : 'Measured from the first click at '}
        <Moment at={window.from} />
        {window.open ? ' and counting until ' : ' until '}
        <Moment at={window.to} />
        {window.open ? '.' : '; the influence is final.'}
        {state === 'new' && ' It is too new to count for the account: that begins an hour after the tweet.'}
      </p>
      {followersCountedAt !== null && followers !== null && (
        <p class="muted">
          {countFigure(followers)} followers, as counted at <Moment at={followersCountedAt} />.
        </p>
      )}
      {account !== null && followers === null && (
        <p class="notice">
          The followers of {account} have not been counted yet.{' '}
          <a href={`/app/accounts/${encodeURIComponent(account)}`}>Enter the count</a> to see the influence.
        </p>
      )}
    </>
  )
}
