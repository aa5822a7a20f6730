import type { AccountTweet, AccountTweets } from '../stats/account-tweets.js'
import { bar } from './bars.js'
import { count, counted, minute, ratioWithInterval } from './figures.js'
import { table } from './table.js'
import { bold, dim, type Text } from './text.js'

const barWidth = 16

/** An account's tweets for a person's eyes, the sentence first. */
export function tweetsPage({ data, tweets, sentence }: Omit<AccountTweets, 'next'>): Text[] {
  const most = Math.max(0, ...data.map(({ influence }) => influence ?? 0))
  const rows = data.map(tweet => [
    minute(tweet.tweetedAt),
    people(tweet),
    count(tweet.clicks),
    count(tweet.followers),
    ratioWithInterval(tweet.influence, tweet.interval),
    bar(tweet.influence ?? 0, most, barWidth).padEnd(barWidth),
    tweet.url ?? tweet.links.map(({ slug }) => slug).join(' '),
  ])
  const headings = ['tweeted (UTC)', 'clicked', 'clicks', 'followers', 'influence', '', 'tweet']
  return [
    bold(sentence),
    ...(rows.length === 0 ? [] : ['', ...table(headings, rows, { right: [1, 2, 3] })]),
    ...(tweets > data.length ? [dim(`${count(data.length)} of ${counted(tweets, 'tweet')}`)] : []),
  ]
}

/** Of several links, how many people clicked is known within bounds only. */
function people({ people: { min, max } }: AccountTweet): string {
  return min === max ? count(max) : `${count(min)}–${count(max)}`
}
