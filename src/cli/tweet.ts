import { madeAfterWindow } from '../influence/tweet-sentence.js'
import type { Link } from '../links/view.js'
import type { LinkInfluence } from '../stats/tweet-influence.js'
import { typedWholeNumber } from '../typed/whole-number.js'
import { apiClient } from './api-client.js'
import { command } from './command.js'
import { UsageError } from './errors.js'
import { minute } from './figures.js'
import { readSlug } from './target.js'

export const tweet = command({
  name: 'tweet',
  summary: "Attaches the published tweet to its link, or stores what X's analytics say of it",
  arguments: ['SLUG'],
  options: {
    url: { type: 'string', value: 'URL', help: 'address of the tweet on X, Bluesky or Mastodon' },
    at: { type: 'string', value: 'TIME', help: 'only its time: 2025-07-03T14:00:00Z' },
    impressions: { type: 'string', value: 'COUNT', help: 'how often it was shown; "none" clears it' },
    'reported-clicks': { type: 'string', value: 'COUNT', help: 'link clicks by X; "none" clears it' },
    json: { type: 'boolean', help: 'prints the answer of the API' },
  },
  details: ['SLUG may be the whole short link.'],
  async run({ arguments: [argument = ''], options, env }, terminal) {
    const { url, at: tweetedAt, impressions, 'reported-clicks': clicks, json } = options
    const body = {
      ...(url !== undefined && { url }),
      ...(tweetedAt !== undefined && { tweetedAt }),
      ...(impressions !== undefined && { impressions: reported(impressions) }),
      ...(clicks !== undefined && { reportedClicks: reported(clicks) }),
    }
    if (Object.keys(body).length === 0) {
      throw new UsageError('Give --url, --at, --impressions or --reported-clicks.', 'tweet')
    }
    const path = `/links/${readSlug(argument, 'tweet')}`
    const link = await apiClient(env).ask<Link>(`${path}/tweet`, body, 'PUT')
    if (json) return terminal.printJson(link)
    const at = link.tweet?.tweetedAt ?? null
    const when = at === null ? 'not tweeted yet' : `tweeted ${minute(at)} UTC`
    terminal.print([`${link.shortUrl}: ${when}`])
    if (at !== null && at < link.createdAt) {
      const { window } = await apiClient(env).ask<LinkInfluence>(`${path}/influence`)
      if (window.to !== null && window.to <= link.createdAt) terminal.print([madeAfterWindow])
    }
  },
})

/** Null for "none". */
function reported(text: string): number | null {
  if (text === 'none') return null
  const number = typedWholeNumber(text)
  if (number === null) throw new UsageError(`A count is a whole number or "none", not "${text}".`, 'tweet')
  return number
}
