import type { IssueContext } from '../links/wish.js'
import { importLinks } from './import-links.js'
import { importTweets } from './import-tweets.js'
import type { ImportChoices, LinkImportReport } from './report.js'
import { findContentHead } from './x-content.js'

/**
 * Imports a file of links or of X's analytics; its content tells which. Throws InvalidEncoding, or
 * InvalidImport if it is none that we know, or the choices do not allow what is wrong with it.
 */
export async function importFile(
  ctx: IssueContext,
  file: Uint8Array,
  choices: ImportChoices,
): Promise<LinkImportReport> {
  const head = findContentHead(file)
  return head === null ? importLinks(ctx, file, choices) : importTweets(ctx, file, head, choices)
}
