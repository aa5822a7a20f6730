import { ServiceError } from '../errors.js'
import { attachTweet } from '../links/attach-tweet.js'
import { linksInTweets } from '../links/links-in-tweets.js'
import type { IssueContext } from '../links/wish.js'
import { knownTweets, type ReportedTweet, storeReportedTweets } from '../tweets/reported.js'
import type { RowProblem } from './read-link.js'
import { type ImportChoices, type LinkImportReport, named, requireChoices } from './report.js'
import { larger, readContent } from './x-content.js'

/** Each is a transaction of its own, and holds up counting. */
const mostAttached = 100

/**
 * Stores what X's analytics say of tweets, and attaches our links that are in them. The next call
 * attaches those that are left. Throws InvalidEncoding, or InvalidImport if there are bad rows that
 * the choices do not allow: then nothing is stored.
 */
export async function importTweets(
  ctx: IssueContext,
  file: Uint8Array,
  head: { at: number; above: number },
  { dryRun, skipInvalid }: ImportChoices,
): Promise<LinkImportReport> {
  const read = await readContent(file, head, { now: ctx.now() })
  const known = await knownTweets(ctx.db, read.tweets)
  const problems = [...read.problems]
  const good: ReportedTweet[] = []
  const counts = { made: 0, changed: 0, alreadyThere: 0 }
  for (const { line, ...tweet } of read.tweets) {
    const there = known.tweets.get(tweet.statusId)
    const author = known.keys.get(tweet.handle.key) ?? tweet.handle.key
    if (there !== undefined && there.author !== null && there.author !== author) {
      const message = `is a tweet of ${there.author} here; correct it here or in the file`
      problems.push({ line, slug: tweet.statusId, field: 'Post Link', message })
      continue
    }
    good.push(tweet)
    if (there === undefined) counts.made++
    else if (isNews(there, tweet)) counts.changed++
    else counts.alreadyThere++
  }
  if (!dryRun) requireChoices('tweets', [], problems, { onClash: 'refuse', skipInvalid })
  const written = good.map(({ statusId, text, handle }) => ({
    ...{ statusId, text },
    author: known.keys.get(handle.key) ?? handle.key,
  }))
  const toAttach = await linksInTweets(ctx.db, ctx.config, written)
  let attached = dryRun ? toAttach.length : 0
  if (!dryRun) {
    const lines = new Map(read.tweets.map(({ statusId, line, url }) => [statusId, { line, url }]))
    for (const { slug, statusId } of toAttach.slice(0, mostAttached)) {
      const { line = 0, url = '' } = lines.get(statusId) ?? {}
      const problem = await attach(ctx, slug, url, line)
      if (problem === null) attached++
      else problems.push(problem)
    }
    await storeReportedTweets(ctx, good)
  }
  return {
    ...{ what: 'tweets', source: 'X analytics', rows: read.rows, dryRun, ...counts, attached },
    left: dryRun ? 0 : Math.max(0, toAttach.length - mostAttached),
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
  url: string,
  line: number,
): Promise<RowProblem | null> {
  try {
    await attachTweet(ctx, slug, { url })
    return null
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    return { line, slug, field: null, message: `could not be attached: ${error.message}` }
  }
}
