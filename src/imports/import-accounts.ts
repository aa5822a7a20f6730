import { type BroughtAccount, bringAccounts } from '../accounts/bring-accounts.js'
import { handleForms, parseHandle } from '../accounts/handle.js'
import type { HistoryRow } from '../accounts/history-row.js'
import { importHistory } from '../accounts/import-history.js'
import type { Context } from '../context.js'
import { isBroken } from '../typed/controls.js'
import { mostFollowers } from '../typed/whole-number.js'
import type { Found } from './each-row.js'
import { mostAccounts } from './import-tweets.js'
import { ownRows } from './own-file.js'
import type { RowProblem } from './read-link.js'
import { type FileChoices, type LinkImportReport, named, requireChoices } from './report.js'
import { countIn, isSet, textIn, timeIn, type Values } from './values.js'

const longestName = 100

/**
 * Makes the accounts of our own export, with the follower count that each has there. Throws
 * InvalidEncoding, or InvalidImport if there are bad rows that the choices do not allow: then
 * nothing is stored.
 */
export async function importAccounts(
  ctx: Pick<Context, 'access' | 'db' | 'now'>,
  file: Uint8Array,
  { dryRun, skipInvalid, timeProblem, words }: FileChoices,
): Promise<LinkImportReport> {
  const found = new Map<string, BroughtAccount>()
  const counts: HistoryRow[] = []
  const read: Found = { rows: 0, problems: [] }
  const { problems } = read
  const now = ctx.now()
  for await (const { line, values } of ownRows(file, 'accounts', read)) {
    const row = readRow(values, line, { now, timeProblem })
    if (Array.isArray(row)) {
      problems.push(...row)
      continue
    }
    const { followers, countedAt, ...brought } = row
    const { account } = brought
    if (found.has(account.key)) {
      problems.push({ line, slug: account.handle, field: 'handle', message: 'is twice in the file' })
      continue
    }
    found.set(account.key, brought)
    if (followers !== null && countedAt !== null) counts.push({ line, account, countedAt, followers })
  }
  const accounts = [...found.values()]
  const refused = requireChoices('accounts', [], problems, { dryRun, onClash: 'refuse', skipInvalid, words })
  const done = await bringAccounts(ctx, accounts, { dryRun })
  if (!dryRun && counts.length > 0) await importHistory(ctx, counts, { dryRun })
  return {
    ...{ what: 'accounts', source: 'Fivehundred', rows: read.rows, dryRun, ...done, attached: 0, left: 0 },
    accounts: accounts.map(({ account }) => account.handle).slice(0, mostAccounts),
    refused,
    ...named([], problems),
  }
}

interface FoundAccount extends BroughtAccount {
  followers: number | null
  countedAt: Date | null
}

function readRow(
  values: Values,
  line: number,
  { now, timeProblem }: Pick<FileChoices, 'timeProblem'> & { now: Date },
): FoundAccount | RowProblem[] {
  const handle = textIn(values, ['handle'])
  const account = parseHandle(handle)
  const name = textIn(values, ['name'])
  const followers = countIn(values, ['followers'])
  const [createdAt, countedAt] = ['createdat', 'followerscountedat'].map(column => timeIn(values, [column]))
  const wrongTime = (time: Date | null | undefined | 'invalid') =>
    time instanceof Date ? timeProblem(time.toISOString()) : time === 'invalid' && 'must be a time'
  const wrong: [field: string, problem: string | null | false][] = [
    ['handle', account === null && `must be ${handleForms}`],
    ['name', name.length > longestName && `must have at most ${longestName} characters`],
    ['name', isBroken(name) && 'must be one line'],
    ['followers', isTooMany(followers) && `must be a whole number from 0 to ${mostFollowers}`],
    ['followersCountedAt', wrongTime(countedAt)],
    ['createdAt', wrongTime(createdAt)],
  ]
  const problems = wrong.flatMap(([field, message]) =>
    typeof message === 'string' ? [{ line, slug: handle || `line ${line}`, field, message }] : [],
  )
  if (problems.length > 0 || account === null) return problems
  return {
    ...{ account, name: name || null, public: isSet(values, ['public']) },
    createdAt: createdAt instanceof Date ? createdAt : now,
    followers: typeof followers === 'number' ? followers : null,
    countedAt: countedAt instanceof Date ? countedAt : null,
  }
}

function isTooMany(followers: number | null | 'invalid'): boolean {
  return followers === 'invalid' || (followers ?? 0) > mostFollowers
}
