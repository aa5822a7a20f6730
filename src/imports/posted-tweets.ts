import type { Handle } from '../accounts/handle.js'
import { dayMs } from '../durations.js'
import { InvalidImport } from '../errors.js'
import { postingOf } from '../rollups/posting.js'
import { parseTweetAddress, tweetOnX } from '../tweets/address.js'
import { plain } from '../tweets/read-embed.js'
import type { ReportedTweet } from '../tweets/reported.js'
import { firstTweetsAt } from '../tweets/status-time.js'
import { takeTurns } from '../typed/turns.js'
import { decodeUtf8, requireUtf8 } from '../typed/utf8.js'
import { type JsonEntry, jsonEntries } from './json-entries.js'
import type { RowProblem } from './read-link.js'
import { type Place, placeName } from './row-place.js'
import { apiWords, type ImportWords } from './words.js'
import { readYtd } from './ytd.js'

/** A tweet of a file. */
export interface FoundTweet extends ReportedTweet, Place {
  /** The addresses in it, in full. */
  addresses: string[]
}

/** What a file says of tweets, each once. */
export interface TweetFile {
  /** What the file is, by the name that people know it by. */
  source: string
  rows: number
  tweets: FoundTweet[]
  problems: RowProblem[]
}

/** The kinds of files, by the name that people know them by. */
export type TweetSource = 'X archive' | 'Mastodon' | 'Bluesky'

/** What of an entry is used; nothing of it is checked yet. */
type Json = { [name: string]: Json } | null | undefined

const headBytes = 4 * 1024
const mostCharacters = 4_000
const mostCodes = 100
const mostRows = 100_000
const tooMany = `The file has more than ${mostRows} tweets; an archive of more is for the command line: fivehundred import FILE.`

/** Which kind of file this is; null for any other. */
export function recognizeTweets(file: Uint8Array): TweetSource | null {
  const head = Buffer.from(file.subarray(0, headBytes)).toString('latin1')
  if (/^(?:\xef\xbb\xbf)?\s*window\.YTD\.tweets?\.part\d+\s*=/.test(head)) return 'X archive'
  if (/^(?:\xef\xbb\xbf)?\s*\{/.test(head) && /"orderedItems"\s*:\s*\[/.test(head)) return 'Mastodon'
  return /^(?:\xef\xbb\xbf)?[\s[]*\{/.test(head) && /"feed"\s*:\s*\[\s*(?:\{\s*"post"|\])/.test(head)
    ? 'Bluesky'
    : null
}

/**
 * Reads the tweets of a part of an X archive (tweets.js), or of all its entries; of Mastodon's
 * outbox.json, or of Bluesky's getAuthorFeed pages. Leaves out reposts, which belong to somebody
 * else, and what Mastodon showed to some people only, which is private. A part of an X archive does
 * not say whose it is; `author` does. Throws InvalidEncoding, or InvalidImport without an author,
 * or for what is not as the network writes it.
 */
export async function readPostedTweets(
  file: Uint8Array | AsyncIterable<JsonEntry>,
  source: TweetSource,
  { author, now, words = apiWords }: { author: Handle | null; now: Date; words?: ImportWords },
): Promise<TweetFile> {
  if (file instanceof Uint8Array) requireUtf8(file)
  if (source === 'X archive' && author?.network !== 'x') {
    throw new InvalidImport(`A list of tweets does not say whose they are: ${words.account}.`)
  }
  const turns = takeTurns()
  const found: TweetFile = { source, rows: 0, tweets: [], problems: [] }
  // Pages that were saved at different times overlap.
  const seen = new Set<string>()
  const refuse = (place: Place, message: string, slug: string | null = null) =>
    found.problems.push({ ...place, slug, field: null, message })
  for await (const { bytes, line, entry: count } of entriesOf(file)) {
    const place = { line, entry: count }
    if (found.rows + found.problems.length >= mostRows) throw new InvalidImport(tooMany)
    const entry = parse(bytes)
    if (entry === undefined) refuse(place, 'is not valid JSON')
    else {
      found.rows++
      const read = readers[source](entry, author)
      if (typeof read === 'string') refuse(place, read, placeName(place))
      else if (read !== null && read.tweetedAt.getTime() > now.getTime() + dayMs)
        refuse(place, 'has a time in the future', read.statusId)
      else if (read !== null && !seen.has(read.statusId)) {
        seen.add(read.statusId)
        // In place: copies by "..." take ten times the memory, for tens of thousands.
        found.tweets.push(Object.assign(read, place))
      }
    }
    if (turns.isOver()) await turns.next()
  }
  return found

  async function* entriesOf(file: Uint8Array | AsyncIterable<JsonEntry>): AsyncGenerator<JsonEntry> {
    if (!(file instanceof Uint8Array)) return yield* file
    if (source === 'X archive') return yield* readYtd(inOne(file), 'The file')
    for await (const { entries, problems } of jsonEntries(file, turns, 'ignored')) {
      for (const { message, ...place } of problems) refuse(place, message)
      yield* entries
    }
  }
}

async function* inOne(file: Uint8Array): AsyncGenerator<Uint8Array> {
  yield file
}

function parse(bytes: JsonEntry['bytes']): Json {
  try {
    return JSON.parse(decodeUtf8(bytes))
  } catch {
    return undefined
  }
}

type Read = Omit<FoundTweet, keyof Place> | string | null

/** How to read an entry: a tweet, what is wrong with it, or null for what is nobody's own tweet. */
const readers: Record<TweetSource, (entry: Json, author: Handle | null) => Read> = {
  'X archive'(entry, author) {
    const tweet = entry?.tweet ?? entry
    const id = textOf(tweet?.id_str)
    const full = textOf(tweet?.full_text) || textOf(tweet?.text)
    if (/^RT @\w+:/.test(full)) return null
    const address = /^\d+$/.test(id) ? tweetOnX(author?.key.slice(1) ?? null, id) : null
    if (address === null) return 'has no id of a tweet (id_str)'
    const at = address.at ?? timeOf(tweet?.created_at)
    if (at === null) return 'has no time (created_at)'
    const links = listOf(tweet?.entities?.urls).map(({ url, expanded_url }) => ({
      short: textOf(url),
      address: textOf(expanded_url),
    }))
    const written = links.reduce((text, { short, address }) => text.replaceAll(short || '\0', address), full)
    const codes = links.map(({ short }) => postingOf({ referrer: short })).filter(code => code !== '')
    return posted(address, at, plain(written), {
      addresses: links.map(({ address }) => address),
      // Without any, they are unknown: an old archive may not have them.
      codes: codes.length === 0 ? null : [...new Set(codes)].slice(0, mostCodes),
      author,
    })
  },
  Mastodon(entry) {
    const { type, published, object } = entry ?? {}
    // A boost; or a poll's answer, a follow.
    if (textOf(type) !== 'Create' || typeof object !== 'object' || object === null) return null
    if (!isForAll([entry?.to, entry?.cc, object.to, object.cc])) return null
    const address = parseTweetAddress(textOf(object.url)) ?? parseTweetAddress(textOf(object.id))
    if (address?.network !== 'mastodon') return 'has no address of a post (object.url)'
    const at = address.at ?? timeOf(object.published) ?? timeOf(published)
    if (at === null) return 'has no time (published)'
    const html = textOf(object.content)
    const addresses = [...html.matchAll(/<a\b[^<>]*\shref="([^"<>]*)"/gi)].map(([, href = '']) => plain(href))
    const text = plain(html.replace(/<br\s*\/?>|<\/p>\s*<p[^<>]*>/gi, '\n').replace(/<[^<>]*>/g, ''))
    return posted(address, at, text, { addresses, codes: null, author: null })
  },
  Bluesky(entry) {
    const { post, reason } = entry ?? {}
    if ((reason ?? null) !== null) return null
    const [, key = ''] = /^at:\/\/[^/]+\/app\.bsky\.feed\.post\/([\w.~-]+)$/.exec(textOf(post?.uri)) ?? []
    const address = parseTweetAddress(`https://bsky.app/profile/${textOf(post?.author?.handle)}/post/${key}`)
    if (address?.network !== 'bluesky') return 'has no address of a post (post.uri and post.author.handle)'
    const at = address.at ?? timeOf(post?.record?.createdAt)
    if (at === null) return 'has no time (post.record.createdAt)'
    const links = listOf(post?.record?.facets).flatMap(({ index, features }) => {
      const link = listOf(features).find(({ $type }) => textOf($type) === 'app.bsky.richtext.facet#link')
      return link === undefined
        ? []
        : [{ address: textOf(link.uri), start: placeIn(index?.byteStart), end: placeIn(index?.byteEnd) }]
    })
    const addresses = links.map(({ address }) => address)
    return posted(address, at, withAddresses(textOf(post?.record?.text), links), {
      addresses,
      codes: null,
      author: null,
    })
  },
}

/** Whether a post of Mastodon was for everybody; also if nothing says for whom it was. */
function isForAll(named: readonly unknown[]): boolean {
  const people = named.flat().filter(name => (name ?? null) !== null)
  return (
    people.length === 0 ||
    people.some(name =>
      /^(?:(?:as|https:\/\/www\.w3\.org\/ns\/activitystreams)[:#])?Public$/.test(textOf(name)),
    )
  )
}

/** The text with its links in full; the network shortens them. Places are counted in UTF-8. */
function withAddresses(text: string, links: { address: string; start: number; end: number }[]): string {
  const bytes = Buffer.from(text)
  let at = 0
  const parts: Buffer[] = []
  for (const { address, start, end } of links.toSorted((a, b) => a.start - b.start)) {
    if (!(Number.isInteger(start) && start >= at && end >= start && end <= bytes.length)) continue
    parts.push(bytes.subarray(at, start), Buffer.from(address))
    at = end
  }
  return Buffer.concat([...parts, bytes.subarray(at)]).toString()
}

function posted(
  { statusId, url, handle }: NonNullable<ReturnType<typeof parseTweetAddress>>,
  tweetedAt: Date,
  text: string,
  { addresses, codes, author }: Pick<FoundTweet, 'addresses' | 'codes'> & { author: Handle | null },
): Read {
  const whose = handle ?? author
  if (whose === null) return 'does not say whose it is'
  const whole = text.trim()
  const cut = whole.length <= mostCharacters ? whole : [...whole].slice(0, mostCharacters).join('')
  return {
    statusId,
    url,
    handle: whose,
    tweetedAt,
    text: cut || null,
    impressions: null,
    clicks: null,
    addresses,
    codes,
  }
}

/** NaN for a missing value: Number would take null for 0. */
const placeIn = (value: unknown) => Number(value ?? Number.NaN)

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')

function listOf(value: unknown): NonNullable<Json>[] {
  return Array.isArray(value) ? value.filter(entry => typeof entry === 'object' && entry !== null) : []
}

function timeOf(value: unknown): Date | null {
  const time = new Date(textOf(value))
  // Nor a tweet from before there were any, such as one with a time of zero.
  return time >= firstTweetsAt ? time : null
}
