import { countFigure, percentWithInterval } from '../../influence/figures.js'
import type { AccountTweet, TweetSort } from '../../stats/account-tweets.js'
import { Moment } from '../parts/moment.js'
import { Pager } from '../parts/pager.js'
import { accountAddress } from './address.js'
import type { AccountFacts } from './facts.js'

const columns: { sort: TweetSort; label: string; number: boolean }[] = [
  { sort: 'tweetedAt', label: 'Tweeted', number: false },
  { sort: 'influence', label: 'Influence', number: true },
  { sort: 'clickers', label: 'People', number: true },
  { sort: 'clicks', label: 'Clicks', number: true },
]

/** The tweets, newest or largest first, each leading to its own page. */
export function Tweets({ account: { handle }, query, sort, tweets }: AccountFacts) {
  const { tweets: cursor, ...rest } = query
  return (
    <section class="card" id="tweets">
      <h2>Tweets</h2>
      {tweets.all > 0 && <p>{tweets.sentence}</p>}
      {tweets.data.length === 0 ? (
        <p class="empty">
          No tweets here yet. <a href="/app">Shorten a link</a> for {handle} and tweet it.
        </p>
      ) : (
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">Tweet</th>
                {columns.map(column => (
                  <th
                    key={column.sort}
                    scope="col"
                    class={column.number ? 'number' : undefined}
                    aria-sort={column.sort === sort ? 'descending' : undefined}
                  >
                    <a href={accountAddress(handle, { ...rest, sort: column.sort }, 'tweets')}>
                      {column.label}
                    </a>
                  </th>
                ))}
                <th scope="col" class="number">
                  Followers then
                </th>
              </tr>
            </thead>
            <tbody>
              {tweets.data.map(tweet => (
                <TweetRow key={tweet.links.map(({ slug }) => slug).join()} tweet={tweet} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pager
        of="tweets"
        first={cursor === undefined ? null : accountAddress(handle, rest, 'tweets')}
        next={tweets.next && accountAddress(handle, { ...rest, tweets: tweets.next }, 'tweets')}
      />
    </section>
  )
}

function TweetRow({ tweet }: { tweet: AccountTweet }) {
  const { influence, interval, followers } = tweet
  return (
    <tr>
      <th scope="row" class="nowrap">
        {tweet.links.map((link, n) => (
          <div key={link.slug}>
            {link.deleted ? <s>/{link.slug}</s> : <a href={`/app/links/${link.slug}`}>/{link.slug}</a>}
            {n === 0 && !tweet.published && <span class="chip">draft</span>}
            {n === 0 && tweet.window.open && <span class="chip">still counting</span>}
          </div>
        ))}
        <span class="clip small muted">
          <bdi>{tweet.text ?? tweet.links[0]?.url ?? ''}</bdi>
        </span>
      </th>
      <td>
        <Moment at={tweet.tweetedAt} />
      </td>
      <td class="number">
        {influence === null || interval === null ? '–' : percentWithInterval(influence, interval)}
      </td>
      <td class="number">{countFigure(tweet.clickers)}</td>
      <td class="number">{countFigure(tweet.clicks)}</td>
      <td class="number">{followers === null ? 'unknown' : countFigure(followers)}</td>
    </tr>
  )
}
