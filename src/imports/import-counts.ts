import { importHistory } from '../accounts/import-history.js'
import type { Context } from '../context.js'
import { InvalidCsv, InvalidImport } from '../errors.js'
import { mostAccounts } from './import-tweets.js'
import { requireNamed } from './own-account.js'
import { readCounts } from './read-counts.js'
import { type FileChoices, type LinkImportReport, named, requireChoices } from './report.js'

/**
 * Stores a file of follower counts; unknown accounts are made. Throws InvalidEncoding, or
 * InvalidImport if there are bad rows that the choices do not allow, or if two contradict each
 * other: then nothing is stored.
 */
export async function importCounts(
  ctx: Pick<Context, 'access' | 'db' | 'now'>,
  file: Uint8Array,
  choices: FileChoices,
): Promise<LinkImportReport> {
  const { author, timeProblem, words, dryRun, skipInvalid } = choices
  const { rows, counts, lines: entries, problems } = await readCounts(file, { author, timeProblem })
  if (
    rows > 0 &&
    counts.length === 0 &&
    author === null &&
    problems.every(({ message }) => /^handle/.test(message))
  ) {
    throw new InvalidImport(`The file does not say whose followers it has: ${words.account}.`)
  }
  requireNamed(
    counts.map(({ account }) => account),
    choices,
  )
  const refused = requireChoices('followers', [], problems, { dryRun, onClash: 'refuse', skipInvalid, words })
  const handles = new Set(counts.map(({ account }) => account.handle))
  return {
    ...{ what: 'followers', source: 'follower counts', rows, dryRun },
    ...(await store()),
    ...{ attached: 0, left: 0, accounts: [...handles].slice(0, mostAccounts) },
    refused,
    ...named([], problems),
  }

  async function store() {
    try {
      const { snapshots } = await importHistory(ctx, counts, { dryRun })
      return { made: snapshots.new, changed: snapshots.changed, alreadyThere: snapshots.unchanged }
    } catch (error) {
      if (!(error instanceof InvalidCsv)) throw error
      const lines = error.facts.errors.map(({ line: at, message }) => {
        const line = entries.get(at)
        const place = line === undefined ? { line: at } : { line, entry: at }
        return { ...place, slug: null, field: null, message: line ? inEntries(message) : message }
      })
      throw new InvalidImport(error.message, { ...named([], lines), errorTotal: error.facts.total })
    }
  }
}

const inEntries = (message: string) => message.replace(/^contradicts line/, 'contradicts entry')
