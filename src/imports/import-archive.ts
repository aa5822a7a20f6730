import { parseHandle } from '../accounts/handle.js'
import { importHistory } from '../accounts/import-history.js'
import { InvalidImport } from '../errors.js'
import type { IssueContext } from '../links/wish.js'
import { importTweets } from './import-tweets.js'
import { readPostedTweets } from './posted-tweets.js'
import type { FileChoices, LinkImportReport } from './report.js'
import { openArchive } from './x-archive.js'

/** Whether a file is a zip file, by its first bytes. */
export function isZip(file: Uint8Array): boolean {
  return Buffer.from(file.subarray(0, 4)).equals(Buffer.from('PK\x03\x04'))
}

/**
 * Imports the zip file of an archive of X: its tweets, and how many followers there were when X
 * made it. Throws InvalidImport.
 */
export async function importArchive(
  ctx: IssueContext,
  file: Uint8Array,
  choices: FileChoices,
): Promise<LinkImportReport> {
  const { username, generatedAt, followers, tweets, close } = await openArchive(file)
  try {
    const author = parseHandle(`@${username}`)
    if (author?.network !== 'x') throw new InvalidImport('data/account.js has no username of X.')
    const read = await readPostedTweets(tweets(), 'X archive', { author, now: ctx.now() })
    const report = await importTweets(ctx, read, choices)
    if (!choices.dryRun && followers !== null && generatedAt !== null && generatedAt <= ctx.now()) {
      const count = { line: 1, account: author, countedAt: generatedAt, followers }
      await importHistory(ctx, [count], { dryRun: false, source: 'archive' })
    }
    return report
  } finally {
    close()
  }
}
