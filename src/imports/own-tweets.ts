import { type Handle, parseHandle } from '../accounts/handle.js'
import type { Config } from '../config.js'
import { parseTweetAddress } from '../tweets/address.js'
import { ownRows } from './own-file.js'
import type { FoundTweet, TweetFile } from './posted-tweets.js'
import type { RowProblem } from './read-link.js'
import { countIn, listIn, textIn, timeIn, type Values } from './values.js'

/**
 * Reads our own export of tweets: with their addresses, what their networks report, and their
 * links, which are attached where they are here. What this service counted itself is left out. So
 * are drafts, which come with their links, and tweets without an address. Throws InvalidEncoding.
 */
export async function readOwnTweets(
  file: Uint8Array,
  { config: { baseUrl } }: { config: Pick<Config, 'baseUrl'> },
): Promise<TweetFile> {
  const found: TweetFile = { source: 'Fivehundred', rows: 0, tweets: [], problems: [] }
  for await (const { line, values } of ownRows(file, 'tweets', found)) {
    if (textIn(values, ['url']) === '') continue
    const read = readRow(values, line, baseUrl)
    if ('message' in read) found.problems.push(read)
    else found.tweets.push(read)
  }
  return found
}

function readRow(values: Values, line: number, baseUrl: string): FoundTweet | RowProblem {
  const url = textIn(values, ['url'])
  const address = parseTweetAddress(url)
  const at = address?.at ?? timeIn(values, ['tweetedat'])
  const handle: Handle | null = parseHandle(textIn(values, ['account'])) ?? address?.handle ?? null
  const [impressions, clicks] = [countIn(values, ['impressions']), countIn(values, ['reportedclicks'])]
  const wrong = (field: string, message: string) => ({
    line,
    slug: textIn(values, ['id']) || url,
    field,
    message,
  })
  if (address === null) return wrong('url', 'must be the address of a tweet')
  if (handle === null) return wrong('account', 'must be the handle of its account')
  if (!(at instanceof Date)) return wrong('tweetedAt', 'must be the time of the tweet')
  if (impressions === 'invalid') return wrong('impressions', 'must be a whole number')
  if (clicks === 'invalid') return wrong('reportedClicks', 'must be a whole number')
  return {
    ...{ line, statusId: address.statusId, url: address.url, handle, tweetedAt: at },
    ...{ text: textIn(values, ['text']) || null, impressions, clicks, codes: null },
    addresses: listIn(values, ['links']).map(slug => `${baseUrl}/${slug}`),
  }
}
