import type { AccountRow } from '../../accounts/find.js'
import { besideScore } from '../../influence/account-sentence.js'
import { countFigure, likely, percentFigure, rateFigure, rateInterval } from '../../influence/figures.js'
import type { AccountInfluence } from '../../stats/account-influence.js'
import type { Exchange, ReportedExchange } from '../../stats/exchange.js'
import { freshForm } from '../form.js'
import { Layout } from '../layout.js'
import { AccountName } from '../parts/account-name.js'
import { Figure } from '../parts/figure.js'
import { HowScored } from '../parts/how-scored.js'
import { IntervalBar, IntervalTicks, percentTick, type Scale, scaleOf } from '../parts/interval-bar.js'
import { OpenGraph } from '../parts/open-graph.js'
import { Share } from '../parts/share.js'
import { cardOfPage } from '../public/addresses.js'
import { Chooser } from './chooser.js'
import { Heading } from './heading.js'
import { pathOf } from './path.js'
import { ReportedChoice } from './reported-choice.js'

interface PairPageProps {
  report: Exchange
  /** Null if it is not asked for. */
  reported: ReportedExchange | null
  /** The accounts in the report, in the same order; one if it is compared with itself. */
  sides: Side[]
  handles: string[]
}

/** One account's followers, valued in followers of another. */
export function PairPage({ report, reported, sides, handles }: PairPageProps) {
  const { from, to, sentence } = report
  const path = pathOf({ from, to })
  const hidden = sides.filter(({ account }) => !account.public).map(({ account }) => account.handle)
  const isPublic = hidden.length === 0
  const scale = scaleOf(sides.flatMap(({ influence }) => (influence.interval ? [influence.interval] : [])))
  const description = sides.map(({ influence }) => influence.sentence).join(' ')
  return (
    <Layout
      title={`${from} in ${to}`}
      description={sentence}
      head={
        <OpenGraph
          path={path}
          title={sentence}
          description={description}
          card={isPublic ? cardOfPage(path) : undefined}
        />
      }
      listed={isPublic && reported === null}
    >
      <Heading />
      <section class="card">
        <h2>
          One {from} follower in {to} followers
        </h2>
        <Rate report={report} />
        {reported === null && (
          <p class="hint">
            <ReportedChoice pair={{ from, to }} />
          </p>
        )}
      </section>
      {reported !== null && (
        <section class="card" id="network-reports">
          <h2>As the networks report it</h2>
          <p class="reported">{reported.sentence}</p>
          <ul>
            {[reported.from, reported.to].map((side, n) => (
              <li key={n}>
                {n === 0 ? from : to}: {side?.sentence ?? 'nothing is known.'}
              </li>
            ))}
          </ul>
          <p class="hint">
            <ReportedChoice pair={{ from, to, include: 'reported' }} />
          </p>
        </section>
      )}
      <div class="grid sides">
        {sides.map(side => (
          <SideCard key={side.account.handle} side={side} scale={scale} />
        ))}
      </div>
      {isPublic ? (
        <Share path={path} text={sentence} />
      ) : (
        <p class="notice">
          Only people with a login see this page: {hidden.join(' and ')} {hidden.length === 1 ? 'is' : 'are'}{' '}
          not public.
        </p>
      )}
      <section class="card">
        <h2>Compare others</h2>
        <Chooser form={freshForm({ from, to })} handles={handles} />
        <p class="hint">
          {from !== to && (
            <>
              <a href={pathOf({ from: to, to: from })}>The other way round</a> ·{' '}
            </>
          )}
          <a href={pathOf({ from })}>{from} against everybody</a>
        </p>
      </section>
    </Layout>
  )
}

function Rate({ report }: { report: Exchange }) {
  const { from, to, rate, interval, rawRate, sentence } = report
  if (rate === null || interval === null || from === to) return <p class="sentence">{sentence}</p>
  return (
    <>
      <Figure
        large
        value={rateFigure(rate)}
        label={`of ${to}, by estimate`}
        note={`likely ${rateInterval(interval)}`}
      />
      <p class="sentence">{sentence}</p>
      <p class="hint">
        The estimate is the ratio of the two influences below.
        {rawRate !== null &&
          ` By clicks alone it would be ${rateFigure(rawRate)}, as if the tweets so far were all there is to know.`}{' '}
        <HowScored />
      </p>
    </>
  )
}

interface Side {
  account: AccountRow
  influence: AccountInfluence
}

/** One of two accounts; both are drawn to the same scale. */
function SideCard({ side: { account, influence }, scale }: { side: Side; scale: Scale }) {
  const { score, interval, rawRatio, followers, tweets } = influence
  return (
    <section class="card">
      <h2 class="who">
        <AccountName handle={account.handle} name={account.name} />
      </h2>
      <div class="figures">
        <Figure
          value={score === null ? '–' : percentFigure(score)}
          label="influence"
          {...(interval !== null && { note: likely(interval) })}
        />
        <Figure value={followers === null ? '–' : countFigure(followers)} label="followers" />
      </div>
      {score !== null && interval !== null && (
        <>
          <IntervalBar value={score} interval={interval} scale={scale} />
          <IntervalTicks scale={scale} write={percentTick} />
        </>
      )}
      <p>{besideScore(account.handle, influence)}</p>
      {rawRatio !== null && (
        <p class="hint">
          Counted so far: {percentFigure(rawRatio)} of the followers, in{' '}
          {tweets === 1 ? 'one tweet' : `${countFigure(tweets)} tweets`}.
        </p>
      )}
    </section>
  )
}
