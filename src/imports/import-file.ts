import type { Handle } from '../accounts/handle.js'
import type { IssueContext } from '../links/wish.js'
import { importLinks } from './import-links.js'
import { importTweets } from './import-tweets.js'
import { readPostedTweets, recogniseTweets } from './posted-tweets.js'
import type { ImportChoices, LinkImportReport } from './report.js'
import { findContentHead, readContent } from './x-content.js'

/**
 * Imports a file of links, of X's analytics, or of tweets as their network gives them out; its
 * content tells which. `author` is the account of a file that does not say whose it is. Throws
 * InvalidEncoding, or InvalidImport if it is none that we know, or the choices do not allow what is
 * wrong with it.
 */
export async function importFile(
  ctx: IssueContext,
  file: Uint8Array,
  { author = null, ...choices }: ImportChoices & { author?: Handle | null },
): Promise<LinkImportReport> {
  const now = ctx.now()
  const source = recogniseTweets(file)
  if (source !== null)
    return importTweets(ctx, await readPostedTweets(file, source, { author, now }), choices)
  const head = findContentHead(file)
  if (head !== null) return importTweets(ctx, await readContent(file, head, { now }), choices)
  return importLinks(ctx, file, choices)
}
