import { countFigure, nounFor, percentWithInterval } from '../../influence/figures.js'
import type { FacetValue } from '../../stats/breakdowns.js'
import type { PublicLink } from '../../stats/public-link.js'
import { Layout } from '../layout.js'
import { Breakdown } from '../parts/breakdown.js'
import { Chart } from '../parts/chart.js'
import { Figure } from '../parts/figure.js'
import { sourceIcon, sourceName } from '../parts/names.js'
import { readableAddress } from '../parts/readable-address.js'
import { pathsOf } from './addresses.js'
import { linkResult } from './result.js'
import { ResultCard } from './result-card.js'
import { ResultPage } from './result-page.js'

/** Where the link leads, from the redirect's cache. */
export interface Lead {
  slug: string
  shortUrl: string
  url: string
  /** Whether the link redirects at the moment. */
  redirects: boolean
}

/** Where a link leads and, with a report, its numbers. */
export function LinkPage({ lead, report }: { lead: Lead; report: PublicLink | null }) {
  if (report === null) {
    return (
      <Layout title="Where this link leads">
        <h1>Where this link leads</h1>
        <Target lead={lead} />
      </Layout>
    )
  }
  const result = linkResult(report)
  return (
    <ResultPage result={result}>
      <PublishedTweet report={report} />
      <ResultCard result={result} />
      <WithoutXForIphone report={report} />
      <Target lead={lead} />
      <Counts report={report} />
      <Sources sources={report.sources} />
    </ResultPage>
  )
}

function Target({ lead: { shortUrl, url, redirects } }: { lead: Lead }) {
  return (
    <section class="card">
      <h2>{shortUrl.replace(/^https?:\/\//, '')} leads to</h2>
      {redirects ? (
        <p>
          <a href={url} rel="noreferrer nofollow">
            <bdi>{readableAddress(url)}</bdi>
          </a>
        </p>
      ) : (
        <>
          <p>
            <code>{readableAddress(url)}</code>
          </p>
          <p class="muted">It does not redirect at the moment.</p>
        </>
      )}
    </section>
  )
}

function PublishedTweet({ report: { account, tweet, influence } }: { report: PublicLink }) {
  return (
    <>
      {account !== null && (
        <p class="muted">
          {influence.state === 'draft' ? 'Made for' : 'Tweeted by'}{' '}
          <a href={pathsOf(account).page}>{account}</a>
        </p>
      )}
      {tweet?.text && <blockquote class="tweet-text">{tweet.text}</blockquote>}
      {tweet?.url && (
        <p>
          <a href={tweet.url} rel="noreferrer nofollow">
            The tweet
          </a>
        </p>
      )}
    </>
  )
}

/** Where X for iPhone may have loaded the link ahead of its clicks. */
function WithoutXForIphone({ report: { xForIphone } }: { report: PublicLink }) {
  if (xForIphone === null || xForIphone.followerClickers === 0) return null
  const { followerClickers, influenceWithout, intervalWithout } = xForIphone
  if (influenceWithout === null || intervalWithout === null) return null
  const people = `${countFigure(followerClickers)} ${nounFor(followerClickers, 'clicker')}`
  return (
    <p class="hint" id="x-for-iphone">
      {`Without the ${people} from X who came through X for iPhone, which loads links before anybody taps them, it is ${percentWithInterval(influenceWithout, intervalWithout)}: a lower bound.`}
    </p>
  )
}

function Counts({ report: { influence, stats } }: { report: PublicLink }) {
  return (
    <section class="card">
      <h2>Clicks over time</h2>
      <div class="figures">
        <Figure value={countFigure(stats.clicks)} label={nounFor(stats.clicks, 'click')} />
        <Figure
          value={countFigure(stats.clickers)}
          label={stats.clickers === 1 ? 'clicker' : 'clickers: people who clicked'}
        />
        {influence.followers !== null && (
          <Figure
            value={countFigure(influence.followers)}
            label={`${nounFor(influence.followers, 'follower')} at the time`}
          />
        )}
      </div>
      {stats.series.length > 1 && (
        <Chart
          label={`Clicks by ${stats.unit}`}
          at={stats.series.map(({ at }) => at)}
          unit={stats.unit}
          series={[{ label: 'Clicks', kind: 'bars', values: stats.series.map(({ clicks }) => clicks) }]}
        />
      )}
    </section>
  )
}

function Sources({ sources }: { sources: FacetValue[] }) {
  if (sources.length === 0) return null
  return (
    <section class="card">
      <h2>Where the clicks came from</h2>
      <Breakdown what="Source" values={sources} name={sourceName} icon={sourceIcon} />
    </section>
  )
}
