import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import * as schema from './schema.js'
import { type OpenSocket, openSocket } from './socket.js'
import { openTransactions } from './transactions.js'

/** Drizzle over a pool; `$client` is the postgres.js pool beneath. */
export type Database = PostgresJsDatabase<typeof schema> & { $client: postgres.Sql }
/** What a query function takes: the database, or a transaction of it. */
export type Queryable = Pick<
  Database,
  'select' | 'insert' | 'update' | 'delete' | 'execute' | 'selectDistinctOn' | 'with' | '$with'
>

export interface ConnectOptions {
  /** Connections at most, besides those of transactions: half as many. */
  max?: number
  /** Milliseconds a statement may take before the server cancels it. */
  statementTimeoutMs?: number
  /** Shown in pg_stat_activity, which cuts it at 63 bytes. */
  name?: string
  /**
   * For a session that holds something, as a lock: called when its connection is lost. Such a connection is not renewed
   * for its age, and the server drops it half a minute after its client's machine is gone.
   */
  onLost?: () => void
}

/**
 * Opens a pool. `url` is a PostgreSQL URL; as in libpq, `?host=/directory` means the Unix socket in that directory.
 * Nothing connects before the first query. Close with `db.$client.end()`.
 */
export function connect(url: string, options: ConnectOptions = {}): Database {
  const parsed = new URL(url)
  const socketDirectory = parsed.searchParams.get('host')
  parsed.searchParams.delete('host')
  const max = options.max ?? 10
  const settings: postgres.Options<Record<string, postgres.PostgresType>> & { socket: OpenSocket } = {
    socket: openSocket,
    ...(socketDirectory !== null && { host: socketDirectory }),
    max,
    connect_timeout: 5,
    idle_timeout: 0,
    ...(options.onLost && { onclose: options.onLost, max_lifetime: null, keep_alive: 10 }),
    // A server that restarts must be noticed within a second, not after an exponential pause.
    backoff: attempt => Math.min(0.05 * 2 ** attempt, 1),
    onnotice: () => {},
    // Drizzle gives JSON as text, but tells only the pool, so that transactions would store it as a JSON string.
    types: { json: { to: 114, from: [114, 3802], serialize: (text: string) => text, parse: JSON.parse } },
    connection: {
      application_name: options.name ?? 'fivehundred',
      statement_timeout: options.statementTimeoutMs ?? 30_000,
      idle_in_transaction_session_timeout: 60_000,
      TimeZone: 'UTC',
      ...(options.onLost && { tcp_keepalives_idle: 10, tcp_keepalives_interval: 5, tcp_keepalives_count: 4 }),
    },
  }
  const client = postgres(parsed.href, settings)
  const transactions = openTransactions(
    // Renewed for its age, a connection would end in the midst of a transaction.
    onclose => postgres(parsed.href, { ...settings, max: 1, max_lifetime: null, onclose }),
    Math.ceil(max / 2),
  )
  const endPool = client.end
  const end = async (ending?: { timeout?: number }) => {
    await Promise.all([transactions.end(ending), endPool(ending)])
  }
  return drizzle(Object.assign(client, { begin: transactions.begin, end }), { schema })
}
