import { sql } from 'drizzle-orm'
import type { Config } from '../config.js'
import { connect, type Queryable } from '../db/connect.js'
import { joinAtOnce } from '../db/joins.js'
import type { Patient } from './check.js'

/**
 * Opens connections of its own, whose statements may take as long as they need, for as long as
 * `work` takes or until the signal aborts.
 */
export async function withPatient<T>(
  { url, config, signal }: { url: string; config: Config; signal: AbortSignal },
  work: (patient: Patient) => Promise<T>,
): Promise<T> {
  const name = `fivehundred doctor ${process.pid}`
  const db = connect(url, { max: 2, name, statementTimeoutMs: 0 })
  const breakOff = () => void cancel(url, name).then(() => db.$client.end({ timeout: 0 }))
  signal.addEventListener('abort', breakOff)
  const snapshot = <R>(look: (tx: Queryable) => Promise<R>) =>
    db.transaction(
      async tx => {
        // Sorts and counts in memory up to this much, and beyond it on disk.
        await tx.execute(sql`select set_config('work_mem', '32MB', true), set_config('jit', 'off', true)`)
        await joinAtOnce(tx, true)
        return look(tx)
      },
      { isolationLevel: 'repeatable read', accessMode: 'read only' },
    )
  try {
    return await work({ db, snapshot, config, signal, now: () => new Date() })
  } finally {
    signal.removeEventListener('abort', breakOff)
    await db.$client.end({ timeout: 1 })
  }
}

/** The server would go on with a long statement though nobody waits for it any more. */
async function cancel(url: string, name: string): Promise<void> {
  const { $client: sql } = connect(url, { max: 1, name: 'fivehundred stop' })
  await sql`
    select pg_cancel_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = ${name}`.catch(() => {})
  await sql.end({ timeout: 1 })
}
