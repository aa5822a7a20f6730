import { ServiceError } from '../errors.js'
import { attachTweet } from '../links/attach-tweet.js'
import { linksInTweets } from '../links/links-in-tweets.js'
import type { IssueContext } from '../links/wish.js'
import { parseTweetAddress } from '../tweets/address.js'
import {
  keepKnownPostings,
  knownTweets,
  type ReportedTweet,
  storeReportedTweets,
} from '../tweets/reported.js'
import { requireNamed } from './own-account.js'
import type { FoundTweet, TweetFile } from './posted-tweets.js'
import type { RowProblem } from './read-link.js'
import { type FileChoices, type LinkImportReport, named, requireChoices } from './report.js'
import { placeOf } from './row-place.js'
import { larger } from './x-content.js'

/** Accounts that a report names. */
export const mostAccounts = 10
/** Each is a transaction of its own, and holds up counting. */
const mostAttached = 100

/**
 * Stores tweets and what their network says of them, and attaches our links that are in them. The
 * next call attaches those that are left. Throws InvalidImport if there are bad rows that the
 * choices do not allow: then nothing is stored.
 */
export async function importTweets(
  ctx: IssueContext,
  read: TweetFile,
  choices: Pick<FileChoices, 'dryRun' | 'skipInvalid' | 'words'> &
    Partial<Pick<FileChoices, 'author' | 'followers'>>,
): Promise<LinkImportReport> {
  const { dryRun, skipInvalid, words } = choices
  requireNamed(
    read.tweets.map(({ handle }) => handle),
    choices,
  )
  const known = await knownTweets(ctx.db, read.tweets)
  const problems = [...read.problems]
  const good: FoundTweet[] = []
  const unknown = new Set<string>()
  const counts = { changed: 0, alreadyThere: 0 }
  for (const tweet of read.tweets) {
    const there = known.tweets.get(tweet.statusId)
    const author = known.keys.get(tweet.handle.key) ?? tweet.handle.key
    if (there !== undefined && there.author !== null && there.author !== author) {
      const message = `is a tweet of ${there.author} here; correct it here or in the file`
      problems.push({ ...placeOf(tweet), slug: tweet.statusId, field: null, message })
      continue
    }
    good.push(tweet)
    if (there === undefined) unknown.add(tweet.statusId)
    else if (isNews(there, tweet)) counts.changed++
    else counts.alreadyThere++
  }
  const refused = requireChoices(
    'tweets',
    [],
    problems,
    { dryRun, onClash: 'refuse', skipInvalid, words },
    counts.changed + counts.alreadyThere,
  )
  const written = good.map(({ statusId, tweetedAt, text, addresses, codes, handle }) => ({
    statusId,
    tweetedAt,
    text: [text, ...addresses, ...(codes ?? []).map(code => `https://t.co/${code}`)].join(' '),
    author: known.keys.get(handle.key) ?? handle.key,
  }))
  const toAttach = await linksInTweets(ctx.db, ctx.config, written)
  let attached = dryRun ? toAttach.length : 0
  const made = new Set<string>()
  if (!dryRun) {
    const found = new Map(good.map(tweet => [tweet.statusId, tweet]))
    for (const { slug, statusId } of toAttach.slice(0, mostAttached)) {
      const tweet = found.get(statusId)
      const problem = tweet === undefined ? null : await attach(ctx, slug, tweet)
      if (problem === null) {
        attached++
        made.add(statusId)
      } else problems.push(problem)
    }
    for (const id of await storeReportedTweets(ctx, good)) made.add(id)
    await keepKnownPostings(ctx.db, good)
    // The same file may have been sent twice at once: the other import made these.
    for (const id of unknown) {
      if (made.has(id)) continue
      unknown.delete(id)
      counts.alreadyThere++
    }
  }
  return {
    ...{
      what: 'tweets',
      source: read.source,
      rows: read.rows,
      dryRun,
      made: unknown.size,
      ...counts,
      attached,
    },
    left: dryRun ? 0 : Math.max(0, toAttach.length - mostAttached),
    accounts: [...new Set(good.map(({ handle }) => handle.handle))].slice(0, mostAccounts),
    refused,
    ...named([], problems),
  }
}

function isNews(
  there: { impressions: number | null; clicks: number | null },
  { impressions, clicks }: ReportedTweet,
): boolean {
  return (
    larger(there.impressions, impressions) !== there.impressions ||
    larger(there.clicks, clicks) !== there.clicks
  )
}

/** Somebody may have changed the link meanwhile; that stops no other. */
async function attach(
  ctx: IssueContext,
  slug: string,
  { url, tweetedAt, ...tweet }: FoundTweet,
): Promise<RowProblem | null> {
  try {
    const isDated = parseTweetAddress(url)?.at !== null
    await attachTweet(ctx, slug, isDated ? { url } : { url, tweetedAt })
    return null
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    return { ...placeOf(tweet), slug, field: null, message: `could not be attached: ${error.message}` }
  }
}
