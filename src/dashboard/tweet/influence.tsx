import { factorsSentence } from '../../influence/factors-sentence.js'
import { countFigure, nounFor, percentFigure } from '../../influence/figures.js'
import { madeAfterWindow } from '../../influence/tweet-sentence.js'
import { Bar } from '../parts/bar.js'
import { Figure } from '../parts/figure.js'
import { HowScored } from '../parts/how-scored.js'
import { Live } from '../parts/live.js'
import { Moment } from '../parts/moment.js'
import type { TweetView } from './load.js'

/** The tweet's influence and its factors, which are of its window in any range. */
export function Influence({ view: { link, influence, figures, come } }: { view: TweetView }) {
  const { sentence, followerClickers: h, followers: f, impressions } = influence
  const factors = factorsSentence({ h, f }, impressions)
  return (
    <section
      class="card"
      id="influence"
      aria-label="Influence"
      data-refresh
      data-live={link.slug}
      data-counts={`${figures.clicks} ${figures.clickers} ${figures.excluded}`}
    >
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
      {factors !== null && <p>{factors}</p>}
      {come !== null && (
        <p>
          {`Still counting: ${come < 0.01 ? 'less than 1 %' : `about ${percentFigure(come)}`} of its clicks have come.`}
          <Bar share={come} />
        </p>
      )}
    </section>
  )
}

/** What else there is to know about the influence: what it tells, and how it was measured. */
export function AboutInfluence({ view: { link, influence, told } }: { view: TweetView }) {
  const { spillover } = influence
  const saysWindow = link.deletedAt === null || influence.window.to !== null
  if (told === null && link.tweet === null && !saysWindow) return null
  return (
    <section class="card small" id="about-influence" data-refresh aria-label="About the influence">
      {told !== null && (
        <p>
          {told} <HowScored />
        </p>
      )}
      {link.tweet !== null && (
        <p>
          <b>{countFigure(spillover)}</b>
          {` ${nounFor(spillover, 'clicker')} from elsewhere or through another tweet (a quote, a reply) in the tweet’s window: spillover, no followers.`}
        </p>
      )}
      {influence.window.to !== null && influence.window.to <= link.createdAt && (
        <p class="notice">{madeAfterWindow}</p>
      )}
      {saysWindow && (
        <Window view={influence} account={link.account} published={link.tweet?.published ?? false} />
      )}
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
        {window.open ? '.' : '; the influence is final.'} Neither the range nor a filter changes it.
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
