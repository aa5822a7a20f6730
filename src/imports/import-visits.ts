import type { Context } from '../context.js'
import { importedCounts, raiseImported } from '../links/raise-imported.js'
import { takeTurns } from '../typed/turns.js'
import { requireUtf8 } from '../typed/utf8.js'
import { eachRow } from './each-row.js'
import { findHead, type Head } from './find-head.js'
import { requireNoAccount } from './own-account.js'
import type { RowProblem } from './read-link.js'
import { type FileChoices, type LinkImportReport, named, requireChoices } from './report.js'
import { tableRows } from './table-rows.js'
import { slugIn, textIn } from './values.js'

const names = ['date', 'potentialbot', 'visitedurl']
const source = 'Shlink'

/** Finds the header of Shlink's visits that say which link they are of. Null for any other file. */
export function findVisitsHead(file: Uint8Array): Head | null {
  return findHead(file, columns => names.every(name => columns.includes(name)))
}

/**
 * Counts Shlink's visits, one a row, and raises the old counts of the links that came from there.
 * Nothing else of a visit is read. Throws InvalidEncoding, or InvalidImport for visits of other
 * links, unless the choices allow them.
 */
export async function importVisits(
  ctx: Pick<Context, 'db'>,
  file: Uint8Array,
  head: Head,
  choices: Pick<FileChoices, 'dryRun' | 'skipInvalid' | 'words'> &
    Partial<Pick<FileChoices, 'author' | 'followers'>>,
): Promise<LinkImportReport> {
  const { dryRun, skipInvalid, words } = choices
  requireUtf8(file)
  requireNoAccount(choices)
  const turns = takeTurns()
  const visits = new Map<string, { line: number; clicks: number }>()
  const found = { rows: 0, problems: [] as RowProblem[] }
  const { problems } = found
  for await (const { values, line } of eachRow(tableRows(file, names, turns, { head }), turns, found)) {
    const slug = slugIn(textIn(values, ['visitedurl']), true)
    const before = visits.get(slug)
    visits.set(slug, { line: before?.line ?? line, clicks: (before?.clicks ?? 0) + 1 })
  }
  const known = await importedCounts(ctx, source, [...visits.keys()])
  const newer: { slug: string; clicks: number }[] = []
  for (const [slug, { line, clicks }] of visits) {
    const counted = known.get(slug)
    if (counted === undefined) {
      const message = 'is no link here that came from Shlink: import the list of short URLs first'
      problems.push({ line, slug: slug || `line ${line}`, field: null, message })
    } else if (clicks > (counted ?? -1)) newer.push({ slug, clicks })
  }
  const refused = requireChoices('links', [], problems, { dryRun, onClash: 'refuse', skipInvalid, words })
  if (!dryRun) await raiseImported(ctx, source, newer)
  return {
    ...{ what: 'links', source: 'Shlink (visits)', rows: found.rows, dryRun, made: 0, changed: newer.length },
    ...{ attached: 0, alreadyThere: known.size - newer.length, left: 0, accounts: [] },
    refused,
    ...named([], problems),
  }
}
