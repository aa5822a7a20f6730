import { besideScore } from '../../influence/account-sentence.js'
import type { Interval } from '../../influence/confidence.js'
import { countFigure, likely, peopleFigure, percentFigure } from '../../influence/figures.js'
import { travelled } from '../../influence/travelled.js'
import { type StoredWindow, storedWindows, windowDays } from '../../scores/window.js'
import type { AccountInfluence } from '../../stats/account-influence.js'
import { Figure } from '../parts/figure.js'
import { Moment } from '../parts/moment.js'
import { PriorNote } from '../parts/prior.js'
import { windowNames } from '../parts/windows.js'
import { type AccountQuery, accountAddress } from './address.js'

interface ScoreProps {
  influence: AccountInfluence
  query: AccountQuery
  window: StoredWindow
  /** Whether the network's own numbers are on the page. */
  isReported: boolean
}

/** The number this service is all about, how certain it is, and what it is based on. */
export function Score({ influence, query, window, isReported }: ScoreProps) {
  return (
    <section class="card" id="influence" aria-label="Influence">
      <nav class="choices" aria-label="Tweets that count">
        {storedWindows.map(name => (
          <a
            key={name}
            href={accountAddress(influence.handle, { ...query, window: name }, 'influence')}
            aria-current={name === window ? 'true' : undefined}
          >
            {windowNames[name].alone}
          </a>
        ))}
      </nav>
      {influence.score === null || influence.interval === null ? (
        <NotMeasured influence={influence} window={window} isReported={isReported} />
      ) : (
        <Measured influence={influence} score={influence.score} interval={influence.interval} />
      )}
      <PriorNote prior={influence.prior} />
    </section>
  )
}

interface MeasuredProps {
  influence: AccountInfluence
  score: number
  interval: Interval
}

function Measured({ influence, score, interval }: MeasuredProps) {
  const { handle, followers, followersWhoClick, rawRatio, medianTweet, activeFollowers } = influence
  return (
    <>
      <Figure
        large
        value={percentFigure(score)}
        label={
          score > 1
            ? `${travelled}, by estimate`
            : 'of the followers click when this account tweets a link, by estimate'
        }
        note={likely(interval)}
      />
      <p class="sentence">{besideScore(handle, influence)}</p>
      {rawRatio !== null && (
        <p class="hint">
          Counted so far, all tweets together: {percentFigure(rawRatio)} (the raw average). The estimate also
          weighs what is usual here, and clicks still to come.
        </p>
      )}
      <details>
        <summary>More numbers</summary>
        <dl class="terms">
          {followers !== null && followersWhoClick !== null && (
            <Term value={`${countFigure(followers)} → ${peopleFigure(followersWhoClick)}`} name="act like">
              Its followers act like this many who all click: the estimate times the followers of today.
            </Term>
          )}
          {medianTweet !== null && (
            <Term value={percentFigure(medianTweet)} name="median tweet">
              Half of the tweets did better, half did worse.
            </Term>
          )}
          <Term
            value={countFigure(influence.tweets)}
            name={influence.tweets === 1 ? 'tweet that counts' : 'tweets that count'}
          >
            At least an hour old, with a known number of followers.
          </Term>
          <Term value={bounds(activeFollowers)} name="active followers">
            Different people who clicked in the last 30 days.
          </Term>
        </dl>
      </details>
      {influence.fewTweets && (
        <p class="notice">
          Fewer than three tweets count so far, so the estimate leans on what is usual here. Tweet a few more
          links.
        </p>
      )}
      <NotYet influence={influence} />
      <LeftOut influence={influence} />
    </>
  )
}

/** A number with its name and a word about it. */
function Term({ value, name, children }: { value: string; name: string; children: string }) {
  return (
    <div>
      <dt>
        <strong>{value}</strong> {name}
      </dt>
      <dd class="hint">{children}</dd>
    </div>
  )
}

function NotMeasured({ influence, window, isReported }: Omit<ScoreProps, 'query'>) {
  return (
    <>
      <p class="empty">
        {influence.tweetsWithoutFollowers > 0
          ? influence.sentence
          : window === 'all'
            ? `No tweet of ${influence.handle} is measured here yet. Log a few tweets first: shorten a link for it, tweet it, and come back.${isReported ? ' What the network reports is below.' : ''}`
            : `No tweet of the last ${windowDays(window)} days can be measured.`}
      </p>
      <NotYet influence={influence} />
      <LeftOut influence={influence} />
    </>
  )
}

/** What does not count in full yet, and from when on. */
function NotYet({ influence: { openTweets, drafts, computedAt } }: { influence: AccountInfluence }) {
  if (openTweets === 0 && drafts === 0) return null
  return (
    <p class="hint">
      {openTweets > 0 && (
        <>
          {countFigure(openTweets)} {openTweets === 1 ? 'tweet is' : 'tweets are'} still collecting clicks.
          Each counts from one hour after it was tweeted, if its followers are known, and for as much as
          tweets of its age usually have. As of <Moment at={computedAt} />.{' '}
        </>
      )}
      {drafts > 0 &&
        `${countFigure(drafts)} ${drafts === 1 ? 'link is' : 'links are'} not tweeted yet and not counted.`}
    </p>
  )
}

/** Tweets that cannot count towards a score. */
function LeftOut({ influence }: { influence: AccountInfluence }) {
  const { handle, tweetsWithoutFollowers: tweets } = influence
  if (tweets === 0) return null
  return (
    <p class="notice">
      {countFigure(tweets)} {tweets === 1 ? 'tweet is' : 'tweets are'} not measured, because the number of
      followers at that time is unknown or 0. <a href="#add-followers">Add {handle}’s follower count</a> to
      measure them.
    </p>
  )
}

function bounds({ min, max }: { min: number; max: number }): string {
  return min === max ? countFigure(min) : `${countFigure(min)} to ${countFigure(max)}`
}
