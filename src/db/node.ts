import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Logger } from 'pino'
import { CannotStart } from '../errors.js'
import { connect, type Queryable } from './connect.js'
import { lockSpace } from './locks.js'

export interface NodeClaim {
  /** Releases the claim. */
  release(): Promise<void>
}

export interface ClaimOptions {
  url: string
  nodeId: string
  /** For the message. */
  dataDir: string
  log: Pick<Logger, 'warn' | 'error' | 'info'>
  /**
   * How long the previous holder's connection may take to end after a kill -9; 5,000 by default.
   */
  patienceMs?: number
}

/**
 * Claims a node for this process with an advisory lock that lasts as long as one connection. If the
 * connection is lost, the claim is taken again as soon as the database is back. Throws CannotStart
 * while another process holds it.
 */
export async function claimNode(options: ClaimOptions): Promise<NodeClaim> {
  const { url, nodeId, dataDir, log } = options
  const key = Number.parseInt(nodeId.slice(0, 8), 16) | 0
  let released = false
  let renewal: Promise<void> | null = null
  const db = connect(url, {
    max: 1,
    name: `fivehundred node ${process.pid}`,
    onLost: () => {
      if (!released) renewal ??= renew().finally(() => (renewal = null))
    },
  })
  const tryToClaim = async () => {
    const [row] = await db.$client<{ claimed: boolean }[]>`
      select pg_try_advisory_lock(${lockSpace.node}::int, ${key}::int) as claimed`
    return row?.claimed === true
  }
  const renew = async () => {
    for (let told = false; !released; await sleep(500, undefined, { ref: false })) {
      try {
        if (await tryToClaim())
          return log.info({ nodeId }, 'The node is claimed again after its connection was lost.')
        if (!told)
          log.error(
            { nodeId, dataDir },
            'Another process has claimed this node: two services share a DATA_DIR.',
          )
        told = true
      } catch {
        // The database is still unreachable.
      }
    }
  }
  const holder = async () => {
    const [row] = await db.$client<{ name: string }[]>`
      select application_name as name from pg_locks join pg_stat_activity using (pid)
      where locktype = 'advisory' and granted and classid = ${lockSpace.node}::int::oid and objid = ${key}::int::oid
        and objsubid = 2`
    return row === undefined ? '' : ` (process ${row.name.replace('fivehundred node ', '')})`
  }
  const release = async () => {
    released = true
    await db.$client.end({ timeout: 1 })
  }
  try {
    for (
      const deadline = performance.now() + (options.patienceMs ?? 5_000);
      !(await tryToClaim());
      await sleep(100)
    ) {
      if (performance.now() < deadline) continue
      throw new CannotStart(
        `Another Fivehundred service${await holder()} already runs on DATA_DIR ${dataDir}; stop it or set another DATA_DIR.`,
      )
    }
    return { release }
  } catch (error) {
    await release()
    throw error
  }
}

/** How many services run on a database. */
export async function runningNodes(db: Queryable): Promise<number> {
  const [found] = await db.execute<{ nodes: number }>(sql`
    select count(*)::int as nodes from pg_locks
    where locktype = 'advisory' and granted and classid = ${lockSpace.node}::int::oid and objsubid = 2
      and database = (select oid from pg_database where datname = current_database())`)
  return found?.nodes ?? 0
}
