import type { AccountInfluence } from '../stats/account-influence.js'
import type { TweetInfluence } from '../stats/tweet-influence.js'
import { accountPage } from './account-page.js'
import { apiClient } from './api-client.js'
import { command } from './command.js'
import { UsageError } from './errors.js'
import { count, minute, ratioWithInterval, significant } from './figures.js'
import { readHandle } from './handles.js'
import { facts } from './table.js'
import { accountPath, isHandle, readSlug } from './target.js'
import { bold, type Text } from './text.js'

export const influence = command({
  name: 'influence',
  summary: "Shows a tweet's or an account's real influence",
  arguments: ['SLUG|@HANDLE'],
  options: {
    window: {
      type: 'string',
      value: 'DAYS',
      help: 'for accounts: only the tweets of the last days, such as 90d (all)',
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

/** A tweet's influence as readable text, the sentence first. */
function tweetPage(report: TweetInfluence): Text[] {
  const { window, followers, followersCountedAt, clicksPerFollower } = report
  const countedAt = followersCountedAt === null ? '' : `, counted ${minute(followersCountedAt)} UTC`
  return [
    bold(report.sentence),
    '',
    ...facts([
      ['influence', bold(ratioWithInterval(report.influence, report.interval))],
      ['follower clickers', count(report.followerClickers)],
      ['followers', `${count(followers)}${countedAt}`],
      ['spillover', `${count(report.spillover)} from elsewhere`],
      ['clickers', count(report.clickers)],
      ['clicks', count(report.clicks)],
      ['clicks per follower', clicksPerFollower === null ? 'unknown' : significant(clicksPerFollower)],
      ['account', report.account ?? 'none'],
      ['tweeted', report.tweetedAt === null ? 'not yet' : `${minute(report.tweetedAt)} UTC`],
      ['counted until', windowEnd(window)],
    ]),
  ]
}

function windowEnd({ to, open }: TweetInfluence['window']): string {
  if (to === null) return 'now'
  return `${minute(to)} UTC${open ? ', still open' : ''}`
}
