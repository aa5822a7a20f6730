import type { LeaderboardPage } from '../client/index.js'
import { storedWindows } from '../scores/window.js'
import { apiClient, type Environment } from './api-client.js'
import { bar } from './bars.js'
import { command, json } from './command.js'
import { count, people, ratioWithInterval } from './figures.js'
import { moreNote, paging } from './paging.js'
import { scoreNote } from './prior.js'
import { include, reportedRanks } from './reported.js'
import { table } from './table.js'
import { bold, type Text } from './text.js'

export const leaderboard = command({
  name: 'leaderboard',
  summary: 'Ranks accounts by how many of their followers really click',
  arguments: [],
  options: {
    window: {
      type: 'string',
      value: 'DAYS',
      values: storedWindows,
      help: 'only the tweets of the last 365d, 90d or 30d (all)',
    },
    'min-tweets': { type: 'number', value: 'COUNT', help: 'leaves out accounts with fewer tweets (1)' },
    list: { type: 'string', value: 'NAME', help: 'only the accounts on this list' },
    include,
    ...paging,
    json,
  },
  async run({ options: { json, 'min-tweets': minTweets, ...rest }, env }, terminal) {
    const query = { ...rest, ...(minTweets !== undefined && { minTweets }) }
    const page = await apiClient(env).getLeaderboard(query)
    if (json) return terminal.printJson(page)
    terminal.print(leaderboardPage(page, env))
    terminal.note(moreNote(page.nextCursor))
  },
})

const barWidth = 16

/** Accounts by influence as readable text, the sentence first. */
function leaderboardPage(page: LeaderboardPage, env: Environment): Text[] {
  const { data, pending, sentence } = page
  const most = Math.max(0, ...data.map(({ score }) => score))
  const rows = data.map(row => [
    count(row.rank),
    row.handle,
    ratioWithInterval(row.score, row.interval),
    bar(row.score, most, barWidth).padEnd(barWidth),
    count(row.followers),
    people(row.followersWhoClick),
    count(row.tweets),
    row.fewTweets ? 'few tweets' : '',
  ])
  const headings = ['rank', 'account', 'influence', '', 'followers', 'who click', 'tweets', '']
  return [
    bold(sentence),
    ...(rows.length === 0 ? [] : ['', ...table(headings, rows, { right: [0, 4, 5, 6] })]),
    ...reportedRanks(page),
    scoreNote(env, pending),
  ]
}
