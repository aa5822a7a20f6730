import type { Context } from '../context.js'
import { type Failed, tellFailed } from '../db/around.js'
import { lockSpace } from '../db/locks.js'
import { heldSince, openSessionLocks } from '../db/session-locks.js'
import { rootCause } from '../errors.js'
import { computePrior, measuredAccounts } from './estimate-prior.js'
import type { PriorRun } from './prior-progress.js'

interface Run {
  since: string
  accountsDone: number
  least: number
  done: Promise<void>
}

const lock = 'estimate prior'

/**
 * One estimate of the prior at a time: all callers of this node share it, and a lock keeps other
 * nodes from another. It stops when the signal aborts.
 */
export function openPriorRun(
  options: Pick<Context, 'db' | 'log' | 'now' | 'config'> & { url: string; signal?: AbortSignal },
): PriorRun {
  const { url, ...ctx } = options
  const stopping = new AbortController()
  const signal = AbortSignal.any([stopping.signal, ...(options.signal ? [options.signal] : [])])
  let current: Run | null = null

  const join = (least: number): Run => {
    if (current !== null) current.least = Math.min(current.least, least)
    else {
      const run = { since: ctx.now().toISOString(), accountsDone: 0, least, done: Promise.resolve() }
      current = run
      run.done = work(run).finally(() => {
        current = null
      })
    }
    return current
  }

  /** The lock has a connection of its own, which lasts as long as the run, and tells its begin. */
  const work = async (run: Run) => {
    signal.throwIfAborted()
    const locks = openSessionLocks(url, lockSpace.jobs, `fivehundred prior ${process.pid}`)
    try {
      await locks.alone(lock, lost => estimate(ctx, run, AbortSignal.any([signal, lost])))
    } finally {
      await locks.close()
    }
  }

  return {
    begin() {
      join(0).done.catch((error: unknown) => {
        if (!signal.aborted) ctx.log.warn({ err: rootCause(error) }, 'The prior could not be estimated.')
      })
    },
    compute: least => join(least).done,
    async progress() {
      if (current !== null) return { since: current.since, accountsDone: current.accountsDone }
      const since = await heldSince(ctx.db, lockSpace.jobs, lock)
      return since && { since: since.toISOString(), accountsDone: null }
    },
    async stop() {
      stopping.abort()
      await current?.done.catch(() => {})
    },
  }
}

async function estimate(
  ctx: Pick<Context, 'db' | 'log' | 'now' | 'config'>,
  run: Run,
  signal: AbortSignal,
): Promise<void> {
  const failed: Failed<number>[] = []
  const measured = await measuredAccounts(ctx, {
    failed,
    signal,
    onRead(accounts) {
      run.accountsDone += accounts
    },
  })
  if (measured.length >= run.least) {
    const prior = await computePrior(ctx, measured, signal)
    ctx.log.info(prior, 'The prior was estimated from the accounts.')
  }
  tellFailed('accounts', failed)
}
