import { ServiceError } from '../errors.js'
import { issueLinks } from '../links/issue.js'
import { takenSlugs } from '../links/taken.js'
import type { IssueContext } from '../links/wish.js'
import { slices } from '../typed/slices.js'
import { requireNoAccount } from './own-account.js'
import { type Plan, planImport } from './plan.js'
import { type ImportFile, readFile } from './read-file.js'
import type { RowProblem } from './read-link.js'
import {
  type FileChoices,
  type ImportChoices,
  type LinkImportReport,
  named,
  requireChoices,
} from './report.js'
import { placeOf } from './row-place.js'
import { apiWords } from './words.js'

/** A request takes a few seconds at most; the next one goes on. */
const mostAtOnce = 5_000
const batchSize = 500

/**
 * Makes the links of another shortener's file. One call makes a part of a long file; the next call
 * finds that part there and goes on, and so does a call after a crash. Throws InvalidEncoding, or
 * InvalidImport if the file is of an unknown kind, or has clashes or bad rows that the choices do
 * not allow: then nothing is made.
 */
export async function importLinks(
  ctx: IssueContext,
  file: Uint8Array,
  choices: ImportChoices & Partial<Pick<FileChoices, 'words' | 'author' | 'followers'>>,
): Promise<LinkImportReport> {
  const { dryRun, onClash, skipInvalid, words = apiWords } = choices
  const read = await readFile(file, { config: ctx.config, now: ctx.now() })
  requireNoAccount({ ...choices, words })
  const plan = await planImport(ctx, read.links, { onClash, words })
  const problems = [...read.problems, ...plan.problems]
  const refused = requireChoices(
    'links',
    plan.clashes,
    problems,
    { dryRun, onClash, skipInvalid, words },
    plan.alreadyThere,
  )
  if (dryRun) return report(read, plan, problems, { dryRun, refused, made: plan.toMake.length, left: 0 })
  const now = plan.toMake.slice(0, mostAtOnce)
  const { lost, twice } = await make(ctx, now)
  return report(read, { ...plan, alreadyThere: plan.alreadyThere + twice }, [...problems, ...lost], {
    dryRun,
    refused,
    made: now.length - lost.length - twice,
    left: plan.toMake.length - now.length,
  })
}

/**
 * Makes the links. Returns those that somebody else was faster with, and how many were made
 * meanwhile as they should be: the same file may be sent twice at once.
 */
async function make(
  ctx: IssueContext,
  planned: Plan['toMake'],
): Promise<{ lost: RowProblem[]; twice: number }> {
  const lost: RowProblem[] = []
  let twice = 0
  for (const some of slices(planned, batchSize)) {
    const results = await issueLinks(
      ctx,
      some.map(({ name, url, wish }) => ({ ...wish, slug: name, url })),
    )
    const failed = some.flatMap((link, n) => {
      const result = results[n]
      return result instanceof ServiceError ? [{ ...link, result }] : []
    })
    const taken = await takenSlugs(
      ctx.db,
      failed.map(({ name }) => name),
    )
    for (const { name, result, ...link } of failed) {
      if (taken.get(name) === link.url) twice++
      else lost.push({ ...placeOf(link), slug: link.slug, field: 'slug', message: result.message })
    }
  }
  return { lost, twice }
}

function report(
  { source, rows }: ImportFile,
  { alreadyThere, clashes }: Plan,
  problems: RowProblem[],
  done: Pick<LinkImportReport, 'dryRun' | 'refused' | 'made' | 'left'>,
): LinkImportReport {
  const none = { changed: 0, attached: 0, accounts: [] }
  return {
    what: 'links',
    source: source.name,
    rows,
    alreadyThere,
    ...none,
    ...done,
    ...named(clashes, problems),
  }
}
