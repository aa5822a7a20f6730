import { madeAfterWindow } from '../influence/tweet-sentence.js'
import { typedTime } from '../typed/time.js'
import { typedWholeNumber } from '../typed/whole-number.js'
import { apiClient } from './api-client.js'
import { command, json } from './command.js'
import { UsageError } from './errors.js'
import { minute } from './figures.js'
import { readSlug } from './target.js'

export const tweetAttach = command({
  name: 'tweet attach',
  summary: "Attaches the published tweet to its link, or stores what X's analytics say of it",
  arguments: ['SLUG'],
  optional: ['URL'],
  options: {
    at: {
      type: 'string',
      value: 'TIME',
      help: 'its time, where the address does not tell: 2025-07-03T14:00:00Z',
    },
    impressions: { type: 'string', value: 'COUNT', help: 'how often it was shown; "none" clears it' },
    'reported-clicks': { type: 'string', value: 'COUNT', help: 'link clicks by X; "none" clears it' },
    json,
  },
  details: ['URL is the address of the tweet on X, Bluesky or Mastodon. SLUG may be the whole short link.'],
  async run({ arguments: [argument = '', url], options, env }, terminal) {
    const { at: tweetedAt, impressions, 'reported-clicks': clicks, json } = options
    const body = {
      ...(url !== undefined && { url }),
      ...(tweetedAt !== undefined && { tweetedAt: typedTime(tweetedAt) }),
      ...(impressions !== undefined && { impressions: reported(impressions) }),
      ...(clicks !== undefined && { reportedClicks: reported(clicks) }),
    }
    if (Object.keys(body).length === 0) {
      throw new UsageError('Give URL, --at, --impressions or --reported-clicks.', 'tweet attach')
    }
    const slug = readSlug(argument, 'tweet attach')
    const link = await apiClient(env).attachTweet({ slug, body })
    if (json) return terminal.printJson(link)
    const at = link.tweet?.tweetedAt ?? null
    const when = at === null ? 'not tweeted yet' : `tweeted ${minute(at)} UTC`
    terminal.print([`${link.shortUrl}: ${when}`])
    if (at !== null && at < link.createdAt) {
      const { window } = await apiClient(env).getLinkInfluence({ slug })
      if (window.to !== null && window.to <= link.createdAt) terminal.print([madeAfterWindow])
    }
  },
})

/** Null for "none". */
function reported(text: string): number | null {
  if (text === 'none') return null
  const number = typedWholeNumber(text)
  if (number === null)
    throw new UsageError(`A count is a whole number or "none", not "${text}".`, 'tweet attach')
  return number
}
