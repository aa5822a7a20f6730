import { InvalidImport, mostLineProblems, ServiceError } from '../errors.js'
import { issueLinks } from '../links/issue.js'
import type { IssueContext } from '../links/wish.js'
import { slices } from '../typed/slices.js'
import { type Clash, type ClashChoice, type Plan, planImport } from './plan.js'
import { type ImportFile, readFile } from './read-file.js'
import type { RowProblem } from './read-link.js'

export interface ImportChoices {
  dryRun: boolean
  onClash: ClashChoice
  /**
   * Imports the rest of a file with links that cannot be made; otherwise nothing of it. Lines that
   * are not readable stop it in any case: nobody knows how many links they hide.
   */
  skipInvalid: boolean
}

/** What an import of links did, or would do. */
export interface LinkImportReport {
  /** The shortener that the file is from. */
  source: string
  dryRun: boolean
  /** Rows of the file; one can have several links. */
  rows: number
  /** Links that were made, or would be. */
  made: number
  /** Links with the same name and target. They stay as they are, with their counts. */
  alreadyThere: number
  /** Links that the next call will make. */
  left: number
  /** The first thousand clashes and bad rows, and how many there are. */
  clashes: Clash[]
  clashTotal: number
  errors: RowProblem[]
  errorTotal: number
}

/** A request takes a few seconds at most; the next one goes on. */
const mostAtOnce = 5_000
const batchSize = 500

/**
 * Makes the links of another shortener's file. One call makes a part of a long file; the next call
 * finds that part there and goes on, and so does a call after a crash. Throws InvalidEncoding, or
 * InvalidImport if the file is none that we know, or has clashes or bad rows that the choices do
 * not allow: then nothing is made.
 */
export async function importLinks(
  ctx: IssueContext,
  file: Uint8Array,
  { dryRun, onClash, skipInvalid }: ImportChoices,
): Promise<LinkImportReport> {
  const read = await readFile(file, { config: ctx.config, now: ctx.now() })
  const plan = await planImport(ctx, read.links, onClash)
  const problems = [...read.problems, ...plan.problems]
  if (!dryRun) requireChoices(plan.clashes, problems, { onClash, skipInvalid })
  if (dryRun) return report(read, plan, problems, { dryRun, made: plan.toMake.length, left: 0 })
  const now = plan.toMake.slice(0, mostAtOnce)
  const lost = await make(ctx, now)
  return report(read, plan, [...problems, ...lost], {
    dryRun,
    made: now.length - lost.length,
    left: plan.toMake.length - now.length,
  })
}

/** Makes the links; those that somebody else was faster with are returned. */
async function make(ctx: IssueContext, planned: Plan['toMake']): Promise<RowProblem[]> {
  const lost: RowProblem[] = []
  for (const some of slices(planned, batchSize)) {
    const results = await issueLinks(
      ctx,
      some.map(({ name, url, wish }) => ({ ...wish, slug: name, url })),
    )
    for (const [n, result] of results.entries()) {
      const { line = 0, slug = null } = some[n] ?? {}
      if (result instanceof ServiceError) lost.push({ line, slug, field: 'slug', message: result.message })
    }
  }
  return lost
}

function requireChoices(
  clashes: Clash[],
  problems: RowProblem[],
  { onClash, skipInvalid }: Pick<ImportChoices, 'onClash' | 'skipInvalid'>,
): void {
  const unreadable = problems.filter(({ slug }) => slug === null).length
  const bad = skipInvalid ? 0 : problems.length - unreadable
  const clashing = onClash === 'refuse' ? clashes.length : 0
  if (unreadable + bad + clashing === 0) return
  const reasons = [
    unreadable === 0 ? null : `${unreadable} of its lines cannot be read (correct them)`,
    bad === 0 ? null : `${bad} of its links cannot be made (correct them, or choose skipInvalid=true)`,
    clashing === 0 ? null : `the names of ${clashing} lead elsewhere (choose onClash=keep or onClash=rename)`,
  ]
  const message = `Nothing was imported: ${reasons.filter(reason => reason !== null).join(', and ')}.`
  throw new InvalidImport(message, named(clashes, problems))
}

function report(
  { source, rows }: ImportFile,
  { alreadyThere, clashes }: Plan,
  problems: RowProblem[],
  done: Pick<LinkImportReport, 'dryRun' | 'made' | 'left'>,
): LinkImportReport {
  return { source: source.name, rows, alreadyThere, ...done, ...named(clashes, problems) }
}

function named(clashes: Clash[], problems: RowProblem[]) {
  return {
    clashes: firstOf(clashes),
    clashTotal: clashes.length,
    errors: firstOf(problems),
    errorTotal: problems.length,
  }
}

function firstOf<Row extends { line: number }>(rows: Row[]): Row[] {
  return rows.toSorted((a, b) => a.line - b.line).slice(0, mostLineProblems)
}
