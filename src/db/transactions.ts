import type postgres from 'postgres'

type Work = (sql: postgres.TransactionSql) => unknown

export interface Transactions {
  /** As `begin` of postgres.js, by which Drizzle makes its transactions; without savepoints. */
  begin(options: string | Work, work?: Work): Promise<unknown>
  /** Ends their connections; see `end` of postgres.js. */
  end(options?: { timeout?: number }): Promise<void>
}

/**
 * Transactions that survive the loss of their connection. When one is lost, postgres.js (3.4.9) goes on to send `rollback`,
 * and whatever the caller tries next, to what is gone: there the write throws outside of every promise and ends the process,
 * or it runs on the connection's successor, outside of the transaction. Hence each transaction has a client of one
 * connection to itself: at any trouble with it nothing more is sent, and the client is thrown away. `open` makes a client;
 * at most `max` are open, and further transactions wait for one.
 */
export function openTransactions(open: () => postgres.Sql, max: number): Transactions {
  const idle: postgres.Sql[] = []
  const waiting: (() => void)[] = []
  let busy = 0
  let closing = false

  async function take(): Promise<postgres.Sql> {
    while (busy >= max) await new Promise<void>(resolve => waiting.push(resolve))
    busy += 1
    return idle.pop() ?? open()
  }

  function giveBack(client: postgres.Sql, usable: boolean): void {
    busy -= 1
    if (usable && !closing) idle.push(client)
    else void client.end({ timeout: 0 }).catch(() => {})
    waiting.shift()?.()
  }

  async function begin(options: string | Work, work?: Work): Promise<unknown> {
    const [mode, run] = typeof options === 'string' ? [options, work] : ['', options]
    if (run === undefined) throw new TypeError('A transaction needs something to do.')
    const client = await take()
    let ended: Error | null = null
    const unsafe = (...statement: Parameters<postgres.Sql['unsafe']>) => {
      if (ended !== null) throw ended
      const pending = client.unsafe(...statement)
      pending.catch((error: Error) => {
        if (endsSession(error)) ended ??= error
      })
      return pending
    }
    try {
      await unsafe(`begin ${mode}`)
      const result = await run({ unsafe, options: client.options } as unknown as postgres.TransactionSql)
      await unsafe('commit')
      giveBack(client, true)
      return result
    } catch (error) {
      const rolledBack =
        ended === null &&
        (await client.unsafe('rollback').then(
          () => true,
          () => false,
        ))
      giveBack(client, rolledBack)
      throw error
    }
  }

  async function end(options?: { timeout?: number }): Promise<void> {
    closing = true
    await Promise.all(idle.splice(0).map(client => client.end(options)))
  }

  return { begin, end }
}

/** Errors of the driver and the network, and of a server that ends a session: shutdown, crash, timeouts, too long idle. */
function endsSession(error: Error): boolean {
  return /^(CONNECTION_|CONNECT_TIMEOUT|E[A-Z]+$|08|57P0|25P0[34])/.test(
    String((error as NodeJS.ErrnoException).code),
  )
}
