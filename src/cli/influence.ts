import type { AccountInfluence } from '../stats/account-influence.js'
import type { TweetInfluence } from '../stats/tweet-influence.js'
import { accountPage } from './account-page.js'
import { apiClient } from './api-client.js'
import { command } from './command.js'
import { UsageError } from './errors.js'
import { readHandle } from './handles.js'
import { accountPath, isHandle, readSlug } from './target.js'
import { tweetPage } from './tweet-page.js'

export const influence = command({
  name: 'influence',
  summary: "Shows a tweet's or an account's real influence",
  arguments: ['SLUG|@HANDLE'],
  options: {
    window: {
      type: 'string',
      value: 'DAYS',
      help: 'of an account, only the tweets of the last days, such as 90d (all)',
    },
    json: { type: 'boolean', help: 'prints the answer of the API' },
  },
  details: ['SLUG may be the whole short link. One that begins with "-" comes after "--": influence -- -abc'],
  async run({ arguments: [argument = ''], options: { json, window }, env }, terminal) {
    if (isHandle(argument)) {
      const path = `${accountPath(readHandle(argument, 'influence'))}/influence`
      const query = window === undefined ? '' : `?${new URLSearchParams({ window })}`
      const report = await apiClient(env).ask<AccountInfluence>(path + query)
      return json ? terminal.printJson(report) : terminal.print(accountPage(report))
    }
    const slug = readSlug(argument, 'influence')
    if (window !== undefined) throw new UsageError('--window is for accounts: write @HANDLE.', 'influence')
    const report = await apiClient(env).ask<TweetInfluence>(`/links/${slug}/influence`)
    return json ? terminal.printJson(report) : terminal.print(tweetPage(report))
  },
})
