import type { AccountTweets } from '../stats/account-tweets.js'
import { apiClient } from './api-client.js'
import { command } from './command.js'
import { readHandle } from './handles.js'
import { tweetsPage } from './tweets-page.js'

export const tweets = command({
  name: 'tweets',
  summary: "Lists an account's tweets with their influence",
  arguments: ['@HANDLE'],
  options: {
    sort: {
      type: 'string',
      short: 's',
      value: 'BY',
      help: 'tweetedAt, influence, clickers or clicks: the newest or largest first (tweetedAt)',
    },
    limit: { type: 'string', short: 'n', value: 'COUNT', help: 'how many, at most 500 (50)' },
    json: { type: 'boolean', help: 'prints the answer of the API' },
  },
  async run({ arguments: [argument = ''], options: { json, ...query }, env }, terminal) {
    const handle = readHandle(argument, 'tweets')
    const search = new URLSearchParams(query).toString()
    const path = `/accounts/${encodeURIComponent(handle)}/tweets${search && `?${search}`}`
    const page = await apiClient(env).ask<Omit<AccountTweets, 'next'>>(path)
    return json ? terminal.printJson(page) : terminal.print(tweetsPage(page))
  },
})
