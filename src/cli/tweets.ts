import type { AccountTweet, AccountTweetPage } from '../client/index.js'
import { apiClient } from './api-client.js'
import { bar } from './bars.js'
import { command, json } from './command.js'
import { count, counted, minute, ratioWithInterval } from './figures.js'
import { namedAccount } from './handles.js'
import { moreNote, paging } from './paging.js'
import { table } from './table.js'
import { bold, dim, type Text } from './text.js'

export const tweets = command({
  name: 'tweets',
  summary: "Lists an account's tweets with their influence",
  arguments: ['@HANDLE'],
  options: {
    sort: {
      type: 'string',
      short: 's',
      value: 'BY',
      values: ['tweetedAt', 'influence', 'clickers', 'clicks'],
      help: 'tweetedAt, influence, clickers or clicks: the newest or largest first (tweetedAt)',
    },
    ...paging,
    json,
  },
  async run({ arguments: [argument = ''], options: { json, ...query }, env }, terminal) {
    const handle = namedAccount(argument, 'tweets')
    const page = await apiClient(env).listAccountTweets({ handle, ...query })
    if (json) return terminal.printJson(page)
    terminal.print(tweetsPage(page))
    terminal.note(moreNote(page.nextCursor))
  },
})

const barWidth = 16

/** An account's tweets as readable text, the sentence first. */
function tweetsPage({ data, tweets, drafts, sentence }: AccountTweetPage): Text[] {
  const most = Math.max(0, ...data.map(({ influence }) => influence ?? 0))
  const rows = data.map(tweet => [
    when(tweet),
    people(tweet),
    count(tweet.clicks),
    count(tweet.followers),
    ratioWithInterval(tweet.influence, tweet.interval),
    bar(tweet.influence ?? 0, most, barWidth).padEnd(barWidth),
    tweet.url ?? tweet.links.map(({ slug }) => slug).join(' '),
  ])
  const headings = ['tweeted (UTC)', 'clicked', 'clicks', 'followers', 'influence', '', 'tweet']
  const all = counted(tweets, 'tweet') + (drafts > 0 ? ` and ${counted(drafts, 'draft')}` : '')
  return [
    bold(sentence),
    ...(rows.length === 0 ? [] : ['', ...table(headings, rows, { right: [1, 2, 3] })]),
    ...(tweets + drafts > data.length ? [dim(`${count(data.length)} of ${all}`)] : []),
  ]
}

function when({ state, tweetedAt }: AccountTweet): string {
  if (tweetedAt === null) return 'not yet'
  return state === 'new' ? `${minute(tweetedAt)}, too new` : minute(tweetedAt)
}

/** With several links, the number of people is only known within bounds. */
function people({ people: { min, max } }: AccountTweet): string {
  return min === max ? count(max) : `${count(min)}–${count(max)}`
}
