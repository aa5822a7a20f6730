import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { accounts, followerCounts, formerHandles } from '../db/schema.js'
import { Conflict, type LineProblem, mostLineProblems } from '../errors.js'
import type { FollowerSource, HistoryRow } from './history-row.js'

/** The ids of the accounts in a history; call it after `nameAccounts`. */
export const concernedAccounts: SQL = sql`select distinct id from history_accounts`

/** Creates a temporary table for the rows of a history; it is dropped when the transaction ends. */
export async function openHistory(tx: Queryable): Promise<void> {
  await tx.execute(sql`
    create temporary table history_rows
      (line int, handle text, key text, network text, at timestamptz, followers bigint, source text) on commit drop`)
}

export async function addRows(tx: Queryable, rows: readonly HistoryRow[]): Promise<void> {
  const plain = rows.map(({ account, countedAt, ...row }) => {
    return { ...row, ...account, at: countedAt.toISOString() }
  })
  await tx.execute(sql`
    insert into history_rows select line, handle, key, network, at, followers, source
    from jsonb_to_recordset(${JSON.stringify(plain)}::text::jsonb)
      as row(line int, handle text, key text, network text, at timestamptz, followers bigint, source text)`)
}

/**
 * The lines that contradict an earlier line: another count for the same account (by a current or
 * former handle) and time.
 */
export async function contradictions(tx: Queryable): Promise<{ lines: LineProblem[]; total: number }> {
  const found = await tx.execute<{ line: number; earlier: number; total: number }>(sql`
    select line, earlier, (count(*) over ())::int as total from (
      select row.line, row.followers, first_value(row.line) over same as earlier,
        first_value(row.followers) over same as first_count
      from history_rows row
      left join ${accounts} on ${accounts.handleKey} = row.key
      left join ${formerHandles} on ${formerHandles.handleKey} = row.key
      window same as (
        partition by coalesce(${accounts.id}::text, ${formerHandles.accountId}::text, row.key), row.at
        order by row.line
      )
    ) as told
    where followers <> first_count order by line limit ${mostLineProblems}`)
  const lines = found.map(({ line, earlier }) => {
    return { line, message: `contradicts line ${earlier}, of the same account and time` }
  })
  return { lines, total: found[0]?.total ?? 0 }
}

/**
 * Finds the account of every handle; unknown ones are created, in the order in which every
 * transaction locks their keys.
 */
export async function nameAccounts(tx: Queryable, now: Date): Promise<{ new: number; known: number }> {
  const [{ made = 0 } = {}] = await tx.execute<{ made: number }>(sql`
    with made as (
      insert into ${accounts} (handle, handle_key, network, created_at)
      select distinct on (key collate "C") handle, key, network, ${now.toISOString()}::timestamptz
      from history_rows
      where not exists (select from ${accounts} where ${accounts.handleKey} = key)
        and not exists (select from ${formerHandles} where ${formerHandles.handleKey} = key)
      order by key collate "C", line desc
      on conflict do nothing returning 1
    )
    select count(*)::int as made from made`)
  await tx.execute(sql`
    create temporary table history_accounts on commit drop as
    select key, coalesce(${accounts.id}, ${formerHandles.accountId}) as id
    from (select distinct key from history_rows) as handles
    left join ${accounts} on ${accounts.handleKey} = key
    left join ${formerHandles} on ${formerHandles.handleKey} = key`)
  const [{ all = 0, lost = 0 } = {}] = await tx.execute<{ all: number; lost: number }>(sql`
    select count(distinct id)::int as all, (count(*) filter (where id is null))::int as lost
    from history_accounts`)
  // An account that already existed at the insert, but has been deleted since.
  if (lost > 0) throw new Conflict()
  return { new: made, known: all - made }
}

/**
 * Stores one count per account and time, from `source` where its row does not say; returns how many
 * were really written. Every import takes its locks in the same order.
 */
export async function storeCounts(
  tx: Queryable,
  source: FollowerSource,
): Promise<{ new: number; changed: number; unchanged: number }> {
  const [{ all = 0 } = {}] = await tx.execute<{ all: number }>(sql`
    select count(*)::int as all from (
      select distinct id, at from history_rows join history_accounts using (key)
    ) as counts`)
  const [{ added = 0, changed = 0 } = {}] = await tx.execute<{ added: number; changed: number }>(sql`
    with written as (
      insert into ${followerCounts} as held (account_id, counted_at, followers, source)
      select distinct on (id, at) id, at, followers, coalesce(source, ${source})
      from history_rows join history_accounts using (key) order by id, at, line
      on conflict (account_id, counted_at) do update set followers = excluded.followers, source = excluded.source
      where held.followers <> excluded.followers and (held.source = 'analytics' or excluded.source <> 'analytics')
      returning (xmax = 0) as inserted
    )
    select (count(*) filter (where inserted))::int as added, (count(*) filter (where not inserted))::int as changed
    from written`)
  return { new: added, changed, unchanged: all - added - changed }
}
