import { type Handle, parseHandle } from '../accounts/handle.js'
import { tellFollowers } from '../accounts/told-followers.js'
import { InvalidImport } from '../errors.js'
import type { IssueContext } from '../links/wish.js'
import { importAccounts } from './import-accounts.js'
import { importArchive, isZip } from './import-archive.js'
import { importCounts } from './import-counts.js'
import { importHits } from './import-hits.js'
import { importLinks } from './import-links.js'
import { importOverview } from './import-overview.js'
import { importTweets } from './import-tweets.js'
import { findVisitsHead, importVisits } from './import-visits.js'
import { ownKind } from './own-file.js'
import { readOwnTweets } from './own-tweets.js'
import { readPostedTweets, recognizeTweets } from './posted-tweets.js'
import { hasCounts } from './read-counts.js'
import type { FileChoices, ImportChoices, LinkImportReport } from './report.js'
import { apiWords } from './words.js'
import { findContentHead, readContent } from './x-content.js'
import { findOverviewHead } from './x-overview.js'

type Given = ImportChoices & Partial<FileChoices> & Pick<FileChoices, 'timeProblem'>

/**
 * Imports a file of links, of follower counts, of X's analytics, of tweets as their network gives
 * them out, or of what we exported; its content tells which. Throws InvalidEncoding, or
 * InvalidImport for an unknown kind of file, or if the choices do not allow what is wrong with it.
 */
export async function importFile(
  ctx: IssueContext,
  file: Uint8Array,
  given: Given,
): Promise<LinkImportReport> {
  const choices: FileChoices = { author: null, followers: null, words: apiWords, ...given }
  const overview = findOverviewHead(file)
  if (overview !== null) return importOverview(ctx, file, overview, choices)
  // Nothing is stored of a file if it is not clear whose followers were given.
  if (choices.followers !== null) {
    const preview = await importOther(ctx, file, { ...choices, dryRun: true })
    const owner = choices.author ?? onlyAccount(preview)
    // Its rows tell whose it is, once they can be read.
    if (owner === null && preview.refused !== null) return importOther(ctx, file, choices)
    if (owner === null) {
      throw new InvalidImport(`It is not clear whose followers were given: ${choices.words.account}.`)
    }
    if (!choices.dryRun && preview.refused === null) await tellFollowers(ctx, owner, choices.followers)
  }
  return importOther(ctx, file, choices)
}

async function importOther(
  ctx: IssueContext,
  file: Uint8Array,
  choices: FileChoices,
): Promise<LinkImportReport> {
  const { author } = choices
  const now = ctx.now()
  if (isZip(file)) return importArchive(ctx, file, choices)
  const source = recognizeTweets(file)
  if (source !== null) {
    const { words } = choices
    return importTweets(ctx, await readPostedTweets(file, source, { author, now, words }), choices)
  }
  const own = ownKind(file)
  if (own === 'tweets') return importTweets(ctx, await readOwnTweets(file, ctx), choices)
  if (own === 'accounts') return importAccounts(ctx, file, choices)
  if (own === 'clicks') return importHits(ctx, file, choices)
  const head = findContentHead(file)
  if (head !== null) return importTweets(ctx, await readContent(file, head, { now }), choices)
  const visits = findVisitsHead(file)
  if (visits !== null) return importVisits(ctx, file, visits, choices)
  if (hasCounts(file)) return importCounts(ctx, file, choices)
  return importLinks(ctx, file, choices)
}

function onlyAccount({ accounts }: LinkImportReport): Handle | null {
  const [only, other] = accounts
  return only === undefined || other !== undefined ? null : parseHandle(only)
}
