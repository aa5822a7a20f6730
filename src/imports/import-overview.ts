import type { Handle } from '../accounts/handle.js'
import { importHistory } from '../accounts/import-history.js'
import { countsBetween, tellFollowers } from '../accounts/told-followers.js'
import type { Context } from '../context.js'
import { dayMs } from '../durations.js'
import { InvalidImport } from '../errors.js'
import type { Head } from './find-head.js'
import { type FileChoices, type LinkImportReport, named, requireChoices } from './report.js'
import { walkFollowers } from './walk-followers.js'
import { type DayChange, readOverview } from './x-overview.js'

/** Nobody knows how the followers changed between a count and a file that are further apart. */
const mostGapDays = 31

/**
 * Stores the followers of each day of X's analytics of an account, reckoned from a count that is
 * known: of a day of the file or near it, or of now. Counts of anybody else stay as they are.
 * Throws InvalidEncoding, or InvalidImport without an account or a count, or if there are bad rows.
 */
export async function importOverview(
  ctx: Pick<Context, 'access' | 'db' | 'now'>,
  file: Uint8Array,
  head: Head,
  { author, followers, words, dryRun, skipInvalid }: FileChoices,
): Promise<LinkImportReport> {
  const now = ctx.now()
  const { rows, days, problems } = await readOverview(file, head, { now })
  if (author?.network !== 'x') {
    throw new InvalidImport(`X analytics of an account do not say whose they are: ${words.account}.`)
  }
  const refused = requireChoices('followers', [], problems, { dryRun, onClash: 'refuse', skipInvalid, words })
  const typed = followers === null ? [] : [{ at: now, followers }]
  const { from, to } = around(days)
  const near = typed.filter(({ at }) => at >= from && at <= to)
  const known = [...(await countsBetween(ctx.db, author, { from, to })), ...near]
  if (known.length === 0 && days.length > 0) throw new InvalidImport(unknown(author, days, words, now <= to))
  const walked = walkFollowers(days, known, now)
  const wrong = walked.find(({ followers }) => followers < 0)
  if (wrong !== undefined) {
    const day = wrong.at.toISOString().slice(0, 10)
    throw new InvalidImport(
      `By these changes ${author.handle} would have had fewer than 0 followers on ${day}: a count that is known is too low.`,
    )
  }
  if (!dryRun) await tellFollowers(ctx, author, followers)
  const { snapshots } = await importHistory(
    ctx,
    walked.map(({ at, followers }) => ({ line: 1, account: author, countedAt: at, followers })),
    { dryRun, source: 'analytics' },
  )
  return {
    ...{ what: 'followers', source: 'X analytics', rows, dryRun },
    ...{ made: snapshots.new, changed: snapshots.changed, alreadyThere: snapshots.unchanged },
    ...{ attached: 0, left: 0, accounts: [author.handle] },
    refused,
    ...named([], problems),
  }
}

/** The time in and around these days. */
function around(days: readonly DayChange[]): { from: Date; to: Date } {
  const gap = mostGapDays * dayMs
  return {
    from: new Date(Number(days[0]?.day ?? 0) - gap),
    to: new Date(Number(days.at(-1)?.day ?? 0) + dayMs + gap),
  }
}

/** That nothing is known, and what to do. */
function unknown(
  { handle }: Handle,
  days: readonly DayChange[],
  words: FileChoices['words'],
  isRecent: boolean,
): string {
  const [from, to] = [days[0], days.at(-1)].map(each => each?.day.toISOString().slice(0, 10))
  const missing = `It is not known how many followers ${handle} had from ${from} to ${to}, and the file only has changes`
  return isRecent
    ? `${missing}: ${words.followers}.`
    : `${missing}. A count of today is too far away: first import one of those days, as a file with date,followers in its first line.`
}
