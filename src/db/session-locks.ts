import { sql } from 'drizzle-orm'
import { connect, mostSilentMs, type Queryable } from './connect.js'

export interface SessionLocks {
  /**
   * Does the work unless another session holds the lock of that name. If the lock is lost with its
   * connection, the signal aborts, and the call rejects after the work has ended. One call at a
   * time per name.
   */
  alone(name: string, work: (lost: AbortSignal) => Promise<void>): Promise<void>
  /** Releases all locks. */
  close(): Promise<void>
}

/**
 * Locks that last as long as their session. One connection holds all of them, and they end with
 * this process, however it ends, or when it stands still for `silentMs`: the socket tells the
 * server every few seconds that somebody is there. A lost connection is noticed before the server
 * gives its locks to others; the next call makes a new one. `space` is the first key.
 */
export function openSessionLocks(
  url: string,
  space: number,
  name: string,
  silentMs = mostSilentMs,
): SessionLocks {
  const holders = new Set<AbortController>()
  const db = connect(url, {
    max: 1,
    name,
    silentMs,
    onLost() {
      for (const holder of holders) holder.abort(new Error('The connection that held the lock was lost.'))
    },
  })

  return {
    async alone(lock, work) {
      const holder = new AbortController()
      const { signal } = holder
      holders.add(holder)
      try {
        const [row] = await db.$client<{ mine: boolean }[]>`
          select pg_try_advisory_lock(${space}::int, hashtext(${lock})) as mine`
        signal.throwIfAborted()
        if (row?.mine !== true) return
        try {
          await work(signal)
          signal.throwIfAborted()
        } finally {
          // A lost session has already released it; a newer one never had it.
          if (!signal.aborted) await db.$client`select pg_advisory_unlock(${space}::int, hashtext(${lock}))`
        }
      } finally {
        holders.delete(holder)
      }
    },
    close: () => db.$client.end({ timeout: 1 }),
  }
}

/** Since when the session that holds such a lock has been there; null where none holds it. */
export async function heldSince(db: Queryable, space: number, name: string): Promise<Date | null> {
  const [row] = await db.execute<{ since: number }>(sql`
    select extract(epoch from coalesce(backend_start, now()))::float8 * 1000 as since
    from pg_locks as l left join pg_stat_activity as a using (pid)
    where l.locktype = 'advisory' and l.granted and l.objsubid = 2
      and l.database = (select oid from pg_database where datname = current_database())
      and l.classid = ${space}::int::oid and l.objid = hashtext(${name})::oid`)
  return row ? new Date(row.since) : null
}
