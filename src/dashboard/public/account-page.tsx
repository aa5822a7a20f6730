import { countFigure, peopleFigure, percentFigure } from '../../influence/figures.js'
import type { AccountInfluence } from '../../stats/account-influence.js'
import type { PublicAccount } from '../../stats/public-account.js'
import type { PublicTweet } from '../../stats/public-tweets.js'
import { Chart } from '../parts/chart.js'
import { Figure } from '../parts/figure.js'
import { Moment } from '../parts/moment.js'
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

function Tweets({ tweets }: { tweets: PublicTweet[] }) {
  if (tweets.length === 0) return null
  return (
    <section class="card">
      <h2>Latest tweets</h2>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Tweet</th>
              <th scope="col" class="number">
                Influence
              </th>
              <th scope="col" class="number">
                People
              </th>
              <th scope="col">Time</th>
            </tr>
          </thead>
          <tbody>
            {tweets.map(({ slug, title, text, tweetedAt, clickers, influence }) => (
              <tr key={slug}>
                <th scope="row" class="plain wide">
                  <a href={pathsOf(slug).page}>
                    <bdi>{shorten(title ?? text ?? slug)}</bdi>
                  </a>
                </th>
                <td class="number">{influence === null ? '–' : percentFigure(influence)}</td>
                <td class="number">{countFigure(clickers)}</td>
                <td class="nowrap">
                  <Moment at={tweetedAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** A line of a table has room for this many characters. */
const longestText = 140

function shorten(text: string): string {
  const characters = [...text]
  return characters.length > longestText ? `${characters.slice(0, longestText - 1).join('')}…` : text
}
