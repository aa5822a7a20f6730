import { requireRight } from '../auth/access.js'
import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import { announceFigures } from '../db/figures.js'
import { transact } from '../db/transact.js'
import { InvalidCsv, type LineProblem } from '../errors.js'
import { markStaleOf } from '../scores/mark-stale.js'
import { slices } from '../typed/slices.js'
import { countCorrected, rememberFollowers } from './corrected-tweets.js'
import type { FollowerSource, HistoryRow } from './history-row.js'
import {
  addRows,
  concernedAccounts,
  contradictions,
  nameAccounts,
  openHistory,
  storeCounts,
} from './history-table.js'

/** What an import did, or would do. */
export interface ImportReport {
  dryRun: boolean
  accounts: { new: number; known: number }
  snapshots: { new: number; changed: number; unchanged: number }
  /** Tweets whose follower count changes. */
  tweetsCorrected: number
}

/** The rows, streamed or as an array. */
type History = AsyncIterable<HistoryRow[]> | readonly HistoryRow[]

const batchSize = 2_000

class Preview extends Error {
  constructor(readonly report: ImportReport) {
    super('Rolled back, as it was only a preview.')
  }
}

/**
 * Stores all rows as snapshots, or none of them; unknown accounts are created. The rows are
 * collected in the database, so that a file of any length takes little memory here. A preview does
 * the same and rolls it back, so it shows what would really happen. Throws InvalidCsv, also if two
 * lines contradict each other. Counts that are reckoned from `analytics` replace only such counts.
 */
export async function importHistory(
  ctx: Pick<Context, 'access' | 'db' | 'now'>,
  history: History,
  { dryRun, source = 'csv' }: { dryRun: boolean; source?: FollowerSource },
): Promise<ImportReport> {
  requireRight(ctx.access, 'shared')
  try {
    return await transact(ctx.db, async tx => {
      await takeIn(tx, history)
      const accounts = await nameAccounts(tx, ctx.now())
      await rememberFollowers(tx, concernedAccounts)
      await markStaleOf(tx, concernedAccounts)
      const snapshots = await storeCounts(tx, source)
      const report = { dryRun, accounts, snapshots, tweetsCorrected: await countCorrected(tx) }
      if (dryRun) throw new Preview(report)
      await announceFigures(tx)
      return report
    })
  } catch (error) {
    if (error instanceof Preview) return error.report
    throw error
  }
}

/** Loads the rows into the database. Throws one InvalidCsv with all their problems. */
async function takeIn(tx: Queryable, history: History): Promise<void> {
  await openHistory(tx)
  let wrong: LineProblem[] = []
  let total = 0
  try {
    for await (const rows of 'length' in history ? slices(history, batchSize) : history)
      await addRows(tx, rows)
  } catch (error) {
    if (!(error instanceof InvalidCsv)) throw error
    ;({ errors: wrong, total } = error.facts)
  }
  const found = await contradictions(tx)
  if (total + found.total > 0) throw new InvalidCsv([...wrong, ...found.lines], total + found.total)
}
