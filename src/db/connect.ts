import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { type Channels, openChannels } from './channels.js'
import * as schema from './schema.js'
import { openTransactions } from './transactions.js'
import { readAddress } from './wire/address.js'
import { startup } from './wire/messages.js'
import { ServerSocket } from './wire/server-socket.js'

/**
 * Drizzle over a pool. `$client` is the postgres.js pool underneath; `channels` receive what others
 * announce.
 */
export type Database = PostgresJsDatabase<typeof schema> & { $client: postgres.Sql; channels: Channels }
/** What a query function takes: the database or a transaction. */
export type Queryable = Pick<
  Database,
  'select' | 'insert' | 'update' | 'delete' | 'execute' | 'selectDistinctOn' | 'with' | '$with'
>

export interface ConnectOptions {
  /** Maximum number of connections. Transactions get half as many in addition. */
  max?: number
  /** Milliseconds a statement may take before the server cancels it. */
  statementTimeoutMs?: number
  /** Shown in pg_stat_activity, which cuts it at 63 bytes. */
  name?: string
  /**
   * For a session that holds something, such as a lock: called when its connection is lost. Such a
   * connection is never replaced because of its age, and the server drops it half a minute after
   * the client's machine is gone.
   */
  onLost?: () => void
  /** Milliseconds after which the server ends a session that it hears nothing from. */
  silentMs?: number
}

/**
 * After this long without a word from its client, what a session holds goes to others: the client
 * stands still, or its machine is gone.
 */
export const mostSilentMs = 60_000

/**
 * The driver sends anything this long at once, together with what a lost connection left unsent.
 */
const filler = 'x'.repeat(1024)

/**
 * Opens a pool. `url` is a PostgreSQL address as libpq reads them. Nothing connects before the
 * first query. Close with `db.$client.end()`. Throws BadAddress.
 */
export function connect(url: string, options: ConnectOptions = {}): Database {
  const address = readAddress(url)
  const max = options.max ?? 10
  const name = address.applicationName ?? options.name ?? 'fivehundred'
  const statementTimeoutMs = options.statementTimeoutMs ?? 20_000
  const setup = setupOf({
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: mostSilentMs,
    ...(options.silentMs && { idle_session_timeout: options.silentMs }),
    TimeZone: 'UTC',
    ...(statementTimeoutMs > 0 && forShortStatements),
    ...(options.onLost && { tcp_keepalives_idle: 10, tcp_keepalives_interval: 5, tcp_keepalives_count: 4 }),
  })
  const answerMs = statementTimeoutMs > 0 ? statementTimeoutMs : Number.POSITIVE_INFINITY
  const openSocket = ({ user, database }: { user: string; database: string }) =>
    new ServerSocket({
      address,
      startup: startup({
        user,
        database,
        client_encoding: 'UTF8',
        application_name: name,
        options: address.options,
      }),
      setup,
      answerMs,
    })
  const settings: postgres.Options<Record<string, postgres.PostgresType>> & { socket: typeof openSocket } = {
    socket: openSocket,
    // The environment could set these differently, but the socket knows better.
    host: 'localhost',
    port: 5432,
    ssl: false,
    connect_timeout: 0,
    ...(address.user !== undefined && { username: address.user }),
    ...(address.password !== undefined && { password: address.password }),
    ...(address.database !== undefined && { database: address.database }),
    max,
    idle_timeout: 0,
    // Nothing here needs array types, and losing the connection during that query would end the
    // process.
    fetch_types: false,
    ...(options.onLost && { onclose: options.onLost, max_lifetime: null }),
    // Notice a restarted server within a second, not after an exponential backoff.
    backoff: attempt => Math.min(0.05 * 2 ** attempt, 1),
    onnotice: () => {},
    // Drizzle passes JSON as text, but sets this up for the pool only: transactions would store it
    // as a JSON string.
    types: { json: { to: 114, from: [114, 3802], serialize: (text: string) => text, parse: JSON.parse } },
    connection: { filler },
  }
  const client = postgres(settings)
  const transactions = openTransactions(
    // Replacing a connection for its age could end it in the middle of a transaction.
    onclose => postgres({ ...settings, max: 1, max_lifetime: null, onclose }),
    Math.ceil(max / 2),
  )
  const channels = openChannels(events => postgres({ ...settings, ...events, max: 1, max_lifetime: null }))
  const endPool = client.end
  const end = async (ending?: { timeout?: number }) => {
    await Promise.all([transactions.end(ending), endPool(ending), channels.end()])
  }
  const db = drizzle(Object.assign(client, { begin: transactions.begin, end }), { schema })
  return Object.assign(db, { channels })
}

/**
 * Answers are wanted within 20 ms: to compile a statement, or to start processes that share it,
 * takes most of that, and the processes take time from others.
 */
const forShortStatements = { jit: 'off', max_parallel_workers_per_gather: 0 }

/** A statement that applies settings to a session. */
function setupOf(settings: Record<string, string | number>): string {
  const calls = Object.entries(settings).map(([name, value]) => `set_config('${name}', '${value}', false)`)
  return `select ${calls.join(', ')}`
}
