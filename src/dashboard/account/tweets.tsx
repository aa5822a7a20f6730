import { countFigure } from '../../influence/figures.js'
import { ofTheWindow } from '../../influence/tweets-sentence.js'
import type { AccountTweet, TweetSort } from '../../stats/account-tweets.js'
import type { TweetState } from '../../stats/measured-tweet.js'
import { Estimate } from '../parts/estimate.js'
import { Moment } from '../parts/moment.js'
import { Pager } from '../parts/pager.js'
import { type Column, Table } from '../parts/table.js'
import { accountAddress } from './address.js'
import type { AccountFacts } from './facts.js'

/** The tweets, newest or largest first, each linked to its own page. */
export function Tweets({ account: { handle }, query, sort, tweets }: AccountFacts) {
  const { tweets: cursor, ...rest } = query
  const by = (column: TweetSort, title: string) => ({
    title: <a href={accountAddress(handle, { ...rest, sort: column }, 'tweets')}>{title}</a>,
    label: title,
    sorted: column === sort,
  })
  const columns: Column<AccountTweet>[] = [
    { title: 'Tweet', names: true, cellClass: 'plain', cell: tweet => <TweetName tweet={tweet} /> },
    {
      ...by('tweetedAt', 'Tweeted'),
      cell: ({ tweetedAt }) => (tweetedAt === null ? 'not tweeted yet' : <Moment at={tweetedAt} />),
    },
    {
      ...by('influence', 'Influence'),
      class: 'number lead-number',
      cell: ({ influence, interval }) =>
        influence === null || interval === null ? '–' : <Estimate value={influence} interval={interval} />,
    },
    { ...by('clickers', 'Clickers'), class: 'number', cell: ({ clickers }) => countFigure(clickers) },
    { ...by('clicks', 'Clicks'), class: 'number', cell: ({ clicks }) => countFigure(clicks) },
    {
      title: 'Followers then',
      class: 'number',
      cell: ({ state, followers }) =>
        followers === null ? (state === 'draft' ? '–' : 'unknown') : countFigure(followers),
    },
  ]
  return (
    <section class="card" id="tweets">
      <h2>Tweets</h2>
      {tweets.tweets > 0 && <p>{tweets.sentence}</p>}
      {tweets.items.length > 0 && <p class="hint">{ofTheWindow}</p>}
      {tweets.items.length === 0 ? (
        <p class="empty">
          No tweets here yet. <a href="/app">Shorten a link</a> for {handle} and tweet it.
        </p>
      ) : (
        <Table
          columns={columns}
          rows={tweets.items}
          keyOf={({ links }) => links.map(({ slug }) => slug).join()}
        />
      )}
      <Pager
        of="tweets"
        first={cursor === undefined ? null : accountAddress(handle, rest, 'tweets')}
        next={tweets.next && accountAddress(handle, { ...rest, tweets: tweets.next }, 'tweets')}
      />
    </section>
  )
}

const stateNames: Record<TweetState, string | null> = {
  draft: 'draft',
  new: 'too new to count',
  open: 'still counting',
  closed: null,
}

function TweetName({ tweet }: { tweet: AccountTweet }) {
  return (
    <>
      {tweet.links.map((link, n) => (
        <div key={link.slug}>
          {link.deleted ? <s>/{link.slug}</s> : <a href={`/app/links/${link.slug}`}>/{link.slug}</a>}
          {n === 0 && stateNames[tweet.state] !== null && <span class="chip">{stateNames[tweet.state]}</span>}
        </div>
      ))}
      <span class="clip small muted">
        <bdi>{tweet.text ?? tweet.links[0]?.url ?? ''}</bdi>
      </span>
    </>
  )
}
