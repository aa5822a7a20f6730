import type { Leaderboard } from '../stats/leaderboard.js'
import { apiClient } from './api-client.js'
import { command } from './command.js'
import { leaderboardPage } from './leaderboard-page.js'

export const leaderboard = command({
  name: 'leaderboard',
  summary: 'Ranks accounts by how many of their followers really click',
  arguments: [],
  options: {
    window: { type: 'string', value: 'DAYS', help: 'only the tweets of the last 365d, 90d or 30d (all)' },
    'min-tweets': { type: 'string', value: 'COUNT', help: 'leaves out accounts with fewer tweets (1)' },
    list: { type: 'string', value: 'NAME', help: 'only the accounts on this list' },
    limit: { type: 'string', short: 'n', value: 'COUNT', help: 'how many, at most 500 (50)' },
    json: { type: 'boolean', help: 'prints the answer of the API' },
  },
  async run({ options: { json, 'min-tweets': minTweets, ...rest }, env }, terminal) {
    const query = { ...rest, ...(minTweets !== undefined && { minTweets }) }
    const search = new URLSearchParams(query).toString()
    const page = await apiClient(env).ask<Leaderboard>(`/leaderboard${search && `?${search}`}`)
    return json ? terminal.printJson(page) : terminal.print(leaderboardPage(page))
  },
})
