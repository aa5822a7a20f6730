import { countFigure, peopleFigure, percentFigure } from '../../influence/figures.js'
import { ofTheWindow } from '../../influence/tweets-sentence.js'
import type { AccountInfluence } from '../../stats/account-influence.js'
import type { PublicAccount } from '../../stats/public-account.js'
import type { PublicTweet } from '../../stats/public-tweets.js'
import { Chart } from '../parts/chart.js'
import { Figure } from '../parts/figure.js'
import { Moment } from '../parts/moment.js'
import { type Column, Table } from '../parts/table.js'
import { pathsOf } from './addresses.js'
import { accountResult } from './result.js'
import { ResultCard } from './result-card.js'
import { ResultPage } from './result-page.js'

/** What an account shows to everybody. */
export function AccountPage({ report }: { report: PublicAccount }) {
  const { influence, tweets } = report
  const result = accountResult(report)
  return (
    <ResultPage result={result}>
      <ResultCard result={result} />
      <Followers influence={influence} />
      <Tweets tweets={tweets} />
    </ResultPage>
  )
}

function Followers({ influence }: { influence: AccountInfluence }) {
  const { followers, followersWhoClick, tweets, trend } = influence
  return (
    <section class="card">
      <h2>Followers against influence</h2>
      <div class="figures">
        {followers !== null && <Figure value={countFigure(followers)} label="followers" />}
        {tweets > 0 && followersWhoClick !== null && (
          <Figure value={peopleFigure(followersWhoClick)} label="who all click, they act like" />
        )}
        <Figure value={countFigure(tweets)} label={tweets === 1 ? 'tweet measured' : 'tweets measured'} />
      </div>
      {trend.length > 1 && (
        <Chart
          label="Followers and influence by month"
          at={trend.map(({ from }) => from)}
          unit="month"
          series={[
            { label: 'Followers', kind: 'line', values: trend.map(month => month.followers) },
            {
              label: 'Influence',
              kind: 'line',
              side: 'right',
              percent: 2,
              values: trend.map(month => month.score),
            },
          ]}
        />
      )}
    </section>
  )
}

const tweetColumns: Column<PublicTweet>[] = [
  {
    title: 'Tweet',
    names: true,
    cellClass: 'plain wide',
    cell: ({ slug, title, text }) => (
      <a href={pathsOf(slug).page}>
        <bdi>{shorten(title ?? text ?? slug)}</bdi>
      </a>
    ),
  },
  {
    title: 'Influence',
    class: 'number',
    cell: ({ influence }) => (influence === null ? '–' : percentFigure(influence)),
  },
  { title: 'Clickers', class: 'number', cell: ({ clickers }) => countFigure(clickers) },
  { title: 'Time', cellClass: 'nowrap', cell: ({ tweetedAt }) => <Moment at={tweetedAt} /> },
]

function Tweets({ tweets }: { tweets: PublicTweet[] }) {
  if (tweets.length === 0) return null
  return (
    <section class="card">
      <h2>Latest tweets</h2>
      <p class="hint">{ofTheWindow}</p>
      <Table columns={tweetColumns} rows={tweets} keyOf={({ slug }) => slug} />
    </section>
  )
}

/** A table row has room for this many characters. */
const longestText = 140

function shorten(text: string): string {
  const characters = [...text]
  return characters.length > longestText ? `${characters.slice(0, longestText - 1).join('')}…` : text
}
