import { Readable } from 'node:stream'
import type postgres from 'postgres'
import { inTime } from '../in-time.js'
import { codes, hasCode } from './errors.js'

type Work = (sql: postgres.TransactionSql) => unknown

export interface Transactions {
  /** Like `begin` of postgres.js, which Drizzle uses for transactions, but without savepoints. */
  begin(options: string | Work, work?: Work): Promise<unknown>
  /**
   * Closes their connections when the transactions have ended, or after `timeout` seconds; see
   * `end` of postgres.js.
   */
  end(options?: { timeout?: number }): Promise<void>
}

/**
 * Transactions that fail cleanly when their connection is lost. In that case postgres.js (3.4.9)
 * still sends `rollback`, and what the caller tries next. The write then throws outside of
 * every promise and ends the process, or it runs on the next connection, outside of the
 * transaction. So each transaction has its own client with one connection: after any trouble
 * nothing more is sent, and the client is thrown away. `open` makes a client that reports the loss
 * of its connection. At most `max` are open; further transactions wait for one.
 */
export function openTransactions(open: (onLost: () => void) => postgres.Sql, max: number): Transactions {
  const idle: Session[] = []
  const taken = new Set<Session>()
  const waiting: (() => void)[] = []
  let closing = false
  let onRest = () => {}

  async function take(): Promise<Session> {
    while (taken.size >= max && !closing) await new Promise<void>(resolve => waiting.push(resolve))
    if (closing) throw withCode('CONNECTION_ENDED', 'The connections to the database are closed.')
    const session = idle.pop() ?? openSession(open)
    taken.add(session)
    return session
  }

  function giveBack(session: Session, usable: boolean): void {
    taken.delete(session)
    if (taken.size === 0) onRest()
    if (usable && !closing) idle.push(session)
    else void session.client.end({ timeout: 0 }).catch(() => {})
    waiting.shift()?.()
  }

  async function begin(options: string | Work, work?: Work): Promise<unknown> {
    const [mode, run] = typeof options === 'string' ? [options, work] : ['', options]
    if (run === undefined) throw new TypeError('A transaction needs something to do.')
    const session = await take()
    const { client } = session
    let ended: Error | null = null
    /** What a COPY sends. Nobody else would tell it of an error, and it would never end. */
    let copied = null as Readable | null
    const lost = new Promise<never>((_, reject) => {
      session.onLost = () => {
        ended ??= withCode('CONNECTION_CLOSED', 'The connection to the database was lost.')
        reject(ended)
        copied?.destroy(ended)
      }
    })
    // COPY swallows the error of a lost connection, and anything sent between its error and its
    // close never finishes.
    const orLost = <T>(result: PromiseLike<T>): Promise<T> => {
      const either = Promise.race([result, lost])
      either.catch(() => {})
      return either
    }
    let first: Error | null = null
    const unsafe = (...statement: Parameters<postgres.Sql['unsafe']>) => {
      if (ended !== null) throw ended
      const query = client.unsafe(...statement)
      hear(query, error => {
        first ??= error
        if (hasCode(error, codes.endsSession)) ended ??= error
        copied?.destroy(error)
      })
      query.catch(() => {})
      const told = <T>(result: PromiseLike<T>): Promise<T> => {
        const heard = orLost(result).then(
          value => {
            if (value instanceof Readable) copied = value
            return value
          },
          (error: Error) => {
            throw hasCode(error, codes.notTried) ? (first ?? error) : error
          },
        )
        // Drizzle looks at only one of the two.
        heard.catch(() => {})
        return heard
      }
      return Object.assign(told(query), { values: () => told(query.values()) })
    }
    try {
      await unsafe(`begin ${mode}`)
      const result = await run({ unsafe, options: client.options } as unknown as postgres.TransactionSql)
      await unsafe('commit')
      giveBack(session, true)
      return result
    } catch (error) {
      // The rest of a COPY that nobody reads would keep the rollback waiting for ever.
      if (copied !== null && !copied.readableEnded) ended ??= error as Error
      const rolledBack =
        ended === null &&
        (await orLost(client.unsafe('rollback')).then(
          () => true,
          () => false,
        ))
      giveBack(session, rolledBack)
      throw error
    }
  }

  async function end(options?: { timeout?: number }): Promise<void> {
    closing = true
    for (const wake of waiting.splice(0)) wake()
    const rest = new Promise<void>(resolve => {
      onRest = resolve
      if (taken.size === 0) resolve()
    })
    await Promise.all(idle.splice(0).map(({ client }) => client.end(options)))
    const { timeout } = options ?? {}
    await (timeout === undefined ? rest : inTime(rest, timeout * 1000, () => {}))
    await Promise.all([...taken].map(({ client }) => client.end({ timeout: 0 })))
  }

  return { begin, end }
}

/** Same as the driver's error, so that nobody blames the statement. */
function withCode(code: string, message: string): Error {
  return Object.assign(new Error(message), { code })
}

/** A client with one connection, and what to call when that is lost. */
interface Session {
  client: postgres.Sql
  onLost: () => void
}

function openSession(open: (onLost: () => void) => postgres.Sql): Session {
  const session: Session = { client: open(() => session.onLost()), onLost() {} }
  return session
}

/**
 * Reports a statement's error. postgres.js resolves a COPY statement as soon as the stream is
 * ready; what the server says about the rows only reaches the rejection inside it.
 */
function hear(query: object, onError: (error: Error) => void): void {
  const inside = query as { reject(error: Error): void }
  const { reject } = inside
  inside.reject = error => {
    onError(error)
    reject(error)
  }
}
