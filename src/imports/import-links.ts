import { ServiceError } from '../errors.js'
import { issueLinks } from '../links/issue.js'
import type { IssueContext } from '../links/wish.js'
import { slices } from '../typed/slices.js'
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
import { apiWords } from './words.js'

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
  { dryRun, onClash, skipInvalid, words = apiWords }: ImportChoices & Partial<Pick<FileChoices, 'words'>>,
): Promise<LinkImportReport> {
  const read = await readFile(file, { config: ctx.config, now: ctx.now() })
  const plan = await planImport(ctx, read.links, { onClash, words })
  const problems = [...read.problems, ...plan.problems]
  const refused = requireChoices('links', plan.clashes, problems, { dryRun, onClash, skipInvalid, words })
  if (dryRun) return report(read, plan, problems, { dryRun, refused, made: plan.toMake.length, left: 0 })
  const now = plan.toMake.slice(0, mostAtOnce)
  const lost = await make(ctx, now)
  return report(read, plan, [...problems, ...lost], {
    dryRun,
    refused,
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
