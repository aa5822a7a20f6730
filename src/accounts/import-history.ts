import { sql } from 'drizzle-orm'
import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import { announceFigures } from '../db/figures.js'
import { followerCounts, tweets } from '../db/schema.js'
import { transact } from '../db/transact.js'
import { InvalidCsv } from '../errors.js'
import { markStale } from '../scores/mark-stale.js'
import { ensureAccounts } from './ensure.js'
import { contradictions, type HistoryRow } from './history-csv.js'

/** What an import did, or would do. */
export interface ImportReport {
  dryRun: boolean
  accounts: { new: number; known: number }
  snapshots: { new: number; changed: number; unchanged: number }
  /** Tweets whose follower count is another one than before. */
  tweetsCorrected: number
}

const batchSize = 5_000

class Preview extends Error {
  constructor(readonly report: ImportReport) {
    super('Rolled back, as it was only a preview.')
  }
}

/**
 * Stores all rows as snapshots, or none of them; unknown accounts are made. A preview does the same and takes it back, so
 * that it tells what would really happen. Throws InvalidCsv where two handles of one account contradict each other.
 */
export async function importHistory(
  ctx: Pick<Context, 'db' | 'now'>,
  rows: HistoryRow[],
  { dryRun }: { dryRun: boolean },
): Promise<ImportReport> {
  try {
    return await transact(ctx.db, async tx => {
      const { snapshots, accounts } = await resolve(tx, rows, ctx.now())
      const concerned = [...new Set(snapshots.map(({ id }) => id))]
      await rememberFollowers(tx, concerned)
      await markStale(tx, concerned)
      const stored = { new: 0, changed: 0, unchanged: 0 }
      for (const batch of batches(snapshots)) {
        const found = await store(tx, batch)
        for (const { inserted } of found) stored[inserted ? 'new' : 'changed']++
        stored.unchanged += batch.length - found.length
      }
      const tweetsCorrected = await countCorrected(tx)
      const report = { dryRun, accounts, snapshots: stored, tweetsCorrected }
      if (dryRun) throw new Preview(report)
      await announceFigures(tx)
      return report
    })
  } catch (error) {
    if (error instanceof Preview) return error.report
    throw error
  }
}

interface NewSnapshot {
  id: number
  at: string
  followers: number
}

/** The rows with their accounts, each account and time once, in the order in which every import takes its locks. */
async function resolve(tx: Queryable, rows: HistoryRow[], now: Date) {
  const handles = [...new Map(rows.map(({ account }) => [account.key, account])).values()]
  handles.sort((a, b) => (a.key < b.key ? -1 : 1))
  const [{ before = 0 } = {}] = await tx.execute<{ before: number }>(
    sql`select coalesce(max(id), 0)::float8 as before from accounts`,
  )
  const ids = new Map<string, number>()
  for (const batch of batches(handles)) {
    for (const [key, { id }] of await ensureAccounts(tx, batch, now)) ids.set(key, id)
  }
  const idOf = ({ account }: HistoryRow) => ids.get(account.key) ?? 0
  const problems = contradictions(rows, idOf)
  if (problems.length > 0) throw new InvalidCsv(problems)
  const snapshots = new Map<string, NewSnapshot>()
  for (const row of rows) {
    const id = idOf(row)
    const at = row.countedAt.toISOString()
    snapshots.set(`${id} ${at}`, { id, at, followers: row.followers })
  }
  const sorted = [...snapshots.values()].sort((a, b) => a.id - b.id || (a.at < b.at ? -1 : 1))
  const distinct = new Set(ids.values())
  const made = [...distinct].filter(id => id > before).length
  return { snapshots: sorted, accounts: { new: made, known: distinct.size - made } }
}

/** The rows that were really written: new ones, and those whose number is another one now. */
function store(tx: Queryable, batch: NewSnapshot[]) {
  return tx.execute<{ inserted: boolean }>(sql`
    insert into ${followerCounts} as held (account_id, counted_at, followers, source)
    select id, at, followers, 'csv'
    from jsonb_to_recordset(${JSON.stringify(batch)}::text::jsonb) as row(id bigint, at timestamptz, followers bigint)
    on conflict (account_id, counted_at) do update set followers = excluded.followers, source = excluded.source
    where held.followers <> excluded.followers
    returning (xmax = 0) as inserted`)
}

/** The follower count of each tweet of these accounts, kept until the transaction ends. */
async function rememberFollowers(tx: Queryable, ids: number[]): Promise<void> {
  await tx.execute(sql`
    create temporary table followers_before on commit drop as
    select ${tweets.id} as tweet_id, ${followersOf} as followers from ${tweets}
    where ${tweets.accountId} in (select value::bigint from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb))`)
}

async function countCorrected(tx: Queryable): Promise<number> {
  const [row] = await tx.execute<{ corrected: number }>(sql`
    select count(*)::int as corrected from followers_before join ${tweets} on ${tweets.id} = tweet_id
    where followers_before.followers is distinct from ${followersOf}`)
  return row?.corrected ?? 0
}

/** By definition the last count at or before the tweet, else the first after it. */
const followersOf = sql`coalesce(
  (select c.followers from follower_counts c
    where c.account_id = ${tweets.accountId} and c.counted_at <= ${tweets.tweetedAt} order by c.counted_at desc limit 1),
  (select c.followers from follower_counts c where c.account_id = ${tweets.accountId} order by c.counted_at limit 1))`

function* batches<T>(all: T[]): Generator<T[]> {
  for (let at = 0; at < all.length; at += batchSize) yield all.slice(at, at + batchSize)
}
