import type { Handle } from '../accounts/handle.js'
import { InvalidImport, mostLineProblems } from '../errors.js'
import type { Clash, ClashChoice } from './plan.js'
import type { RowProblem } from './read-link.js'
import type { Place } from './row-place.js'
import type { ImportWords } from './words.js'

export interface ImportChoices {
  dryRun: boolean
  onClash: ClashChoice
  /**
   * Imports the rest of a file with links that cannot be made; otherwise nothing of it. Lines that
   * are not readable stop it in any case: nobody knows how many links they hide.
   */
  skipInvalid: boolean
}

/** What can be said about any file. */
export interface FileChoices extends ImportChoices {
  /** The account of a file that does not say whose it is. */
  author: Handle | null
  /** How many followers the account has now. */
  followers: number | null
  words: ImportWords
  /** What is wrong with the time of a follower count; null if it is valid. */
  timeProblem: (time: string) => string | null
}

export const importedKinds = ['links', 'tweets', 'accounts', 'followers', 'clicks'] as const
export type ImportedKind = (typeof importedKinds)[number]

/** What an import did, or would do. */
export interface LinkImportReport {
  /** What the file has. */
  what: ImportedKind
  /** The shortener or network that the file is from. */
  source: string
  dryRun: boolean
  /** Of a dry run: why nothing would be imported, as it is; null if something would. */
  refused: string | null
  /** Rows of the file; one can have several links. */
  rows: number
  /** Links, tweets, accounts, follower counts or hits that are new. */
  made: number
  /**
   * Tweets and links of which the file knows newer numbers; follower counts that it corrects;
   * accounts that it completes.
   */
  changed: number
  /** Links that were attached to their tweets, or would be. */
  attached: number
  /** Links with the same name and target. They stay as they are, with their counts. */
  alreadyThere: number
  /** Links that the next call will make. */
  left: number
  /** The accounts whose tweets or followers the file has; the first ten. */
  accounts: string[]
  /** The first thousand clashes and bad rows, and how many there are. */
  clashes: Clash[]
  clashTotal: number
  errors: RowProblem[]
  errorTotal: number
}

const cannot: Record<ImportedKind, string> = {
  links: 'links cannot be made',
  tweets: 'tweets cannot be stored',
  accounts: 'accounts cannot be made',
  followers: 'counts cannot be stored',
  clicks: 'hits cannot be stored',
}

/**
 * Throws InvalidImport if a file has clashes or bad rows that the choices do not allow; a dry run
 * gets the reason instead, or null. What of it is there already may be from a call before.
 */
export function requireChoices(
  what: LinkImportReport['what'],
  clashes: Clash[],
  problems: RowProblem[],
  { dryRun, onClash, skipInvalid, words }: Pick<FileChoices, 'dryRun' | 'onClash' | 'skipInvalid' | 'words'>,
  alreadyThere = 0,
): string | null {
  const unreadable = rowsOf(problems.filter(({ slug }) => slug === null))
  const bad = skipInvalid ? 0 : rowsOf(problems) - unreadable
  const clashing = onClash === 'refuse' ? clashes.length : 0
  if (unreadable + bad + clashing === 0) return null
  const reasons = [
    unreadable === 0 ? null : `${unreadable} of its lines cannot be read (correct them)`,
    bad === 0 ? null : `${bad} of its ${cannot[what]} (correct them, or ${words.skipInvalid})`,
    clashing === 0
      ? null
      : `${clashing} of its names ${clashing === 1 ? 'is' : 'are'} taken (${words.onClash})`,
  ]
  const why = reasons.filter(reason => reason !== null).join(', and ')
  if (dryRun) return `As it is, nothing would be imported: ${why}.`
  const nothing =
    alreadyThere === 0
      ? 'Nothing was imported'
      : `Nothing more was imported, and ${alreadyThere} of its ${what} were here before`
  throw new InvalidImport(`${nothing}: ${why}.`, named(clashes, problems))
}

/** How many rows they are about: one may have several problems. */
function rowsOf(problems: RowProblem[]): number {
  return new Set(problems.map(({ line, entry }) => `${line} ${entry}`)).size
}

/** The first thousand clashes and problems, and how many there are. */
export function named(clashes: Clash[], problems: RowProblem[]) {
  return {
    clashes: firstOf(clashes),
    clashTotal: clashes.length,
    errors: firstOf(problems),
    errorTotal: problems.length,
  }
}

function firstOf<Row extends Place>(rows: Row[]): Row[] {
  return rows
    .toSorted((a, b) => a.line - b.line || (a.entry ?? 0) - (b.entry ?? 0))
    .slice(0, mostLineProblems)
}
