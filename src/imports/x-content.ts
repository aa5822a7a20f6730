import { dayMs } from '../durations.js'
import { InvalidImport } from '../errors.js'
import { parseTweetAddress } from '../tweets/address.js'
import { takeTurns } from '../typed/turns.js'
import { requireUtf8 } from '../typed/utf8.js'
import { eachRow } from './each-row.js'
import { findHead, type Head } from './find-head.js'
import type { FoundTweet, TweetFile } from './posted-tweets.js'
import type { RowProblem } from './read-link.js'
import { tableRows } from './table-rows.js'
import { countIn, textIn, type Values } from './values.js'

/** Today's names, and those of older files. */
const columns = {
  id: ['postid', 'tweetid'],
  url: ['postlink', 'tweetlink', 'postpermalink', 'tweetpermalink'],
  text: ['posttext', 'tweettext'],
  impressions: ['impressions'],
  clicks: ['urlclicks', 'linkclicks'],
}
const names = Object.values(columns).flat()
const withoutClicks =
  'The file of X analytics has no column called “URL Clicks”, so it does not say how many clicked: name the column so, ' +
  'or set X to English and export it again.'
const mostCharacters = 4_000

/** Finds the header of X's analytics of tweets. Null for any other file. */
export function findContentHead(file: Uint8Array): Head | null {
  return findHead(
    file,
    cells =>
      cells.includes('impressions') && columns.id.some(name => cells.some(cell => cell.endsWith(name))),
  )
}

/**
 * Reads X's analytics of tweets ("content", or older "tweet activity"). The times are those in the
 * tweets' ids. Throws InvalidEncoding, or InvalidImport for a file without clicks.
 */
export async function readContent(file: Uint8Array, head: Head, { now }: { now: Date }): Promise<TweetFile> {
  requireUtf8(file)
  const turns = takeTurns()
  const tweets = new Map<string, FoundTweet>()
  const found = { rows: 0, problems: [] as RowProblem[] }
  const rows = tableRows(file, names, turns, { head, check: requireClicks })
  for await (const { values, line } of eachRow(rows, turns, found)) {
    const read = readRow(values, line, now)
    if (Array.isArray(read)) found.problems.push(...read)
    else tweets.set(read.statusId, merged(tweets.get(read.statusId), read))
  }
  return { source: 'X analytics', ...found, tweets: [...tweets.values()] }
}

function requireClicks(header: string[]): void {
  if (!columns.clicks.some(name => header.includes(name))) throw new InvalidImport(withoutClicks)
}

function readRow(values: Values, line: number, now: Date): FoundTweet | RowProblem[] {
  const [id, link] = [textIn(values, columns.id), textIn(values, columns.url)]
  const given = parseTweetAddress(link === '' ? id : link)
  const address = given?.network === 'x' ? given : null
  const [impressions, clicks] = [countOf(values, columns.impressions), countOf(values, columns.clicks)]
  const wrong: [field: string, problem: string | false][] = [
    ['Post Link', address === null && 'must be the address of a tweet, such as https://x.com/me/status/20'],
    ['Post Link', address?.handle === null && 'must name its author, such as https://x.com/me/status/20'],
    ['Post Link', address?.at === null && 'is older than November 2010: its id has no time'],
    ['Post Link', Number(address?.at ?? 0) > Number(now) + dayMs && 'has an id of the future'],
    ['Impressions', impressions === 'invalid' && 'must be a whole number'],
    ['URL Clicks', clicks === 'invalid' && 'must be a whole number'],
  ]
  const problems = wrong.flatMap(([field, message]) =>
    message === false ? [] : [{ line, slug: id || link || `line ${line}`, field, message }],
  )
  const { handle = null, at = null } = address ?? {}
  if (problems.length > 0 || address === null || handle === null || at === null) return problems
  const { statusId, url } = address
  const text = [...textIn(values, columns.text)].slice(0, mostCharacters).join('') || null
  return {
    ...{ line, statusId, url, handle, tweetedAt: at, text, addresses: [], codes: null },
    impressions: impressions === 'invalid' ? null : impressions,
    clicks: clicks === 'invalid' ? null : clicks,
  }
}

/** Older files write 1139.0, and a dash where nothing is known. */
function countOf(values: Values, names: string[]): number | null | 'invalid' {
  const text = textIn(values, names)
  return countIn(new Map([['count', text === '-' ? '' : text.replace(/^(\d+)\.0$/, '$1')]]), ['count'])
}

/** A tweet that is in the file twice gets the larger numbers. */
function merged(before: FoundTweet | undefined, tweet: FoundTweet): FoundTweet {
  if (before === undefined) return tweet
  return {
    ...before,
    impressions: larger(before.impressions, tweet.impressions),
    clicks: larger(before.clicks, tweet.clicks),
  }
}

/** The larger of two numbers that may be unknown. */
export function larger(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other)
}
