import { once } from 'node:events'
import type { Logger } from 'pino'
import { createKey, listKeys } from './auth/keys.js'
import { type Config, readConfig } from './config.js'
import type { Context } from './context.js'
import { openBack } from './main/back.js'
import { byMs } from './main/deadlines.js'
import { nothingLost, openFront } from './main/front.js'
import { collectEarly } from './main/garbage.js'
import { greeting } from './main/greeting.js'
import { withKnownPort } from './main/listen.js'
import { type NodeOptions, startNode } from './main/node.js'
import { type Output, openOutput } from './main/output.js'
import { untilSignal } from './main/signals.js'
import { isWorker, runWorker } from './main/worker-process.js'
import { startWorkers } from './main/workers.js'

/** How long the greeting may wait before we log that nobody can read it. */
const greetingMs = 1_000
/** Connections of the embedded PostgreSQL: for one process, and for each worker. */
const connections = { usual: 50, perWorker: 20 }

export interface Running {
  /** The address it listens on, such as http://127.0.0.1:3000. */
  address: string
  /** The admin key made at the very first start; null at later starts, or if ADMIN_KEY is set. */
  firstKey: string | null
  config: Readonly<Config>
  log: Logger
  /**
   * Finishes requests, flushes the journal to disk and database, and closes everything, within ten
   * seconds.
   */
  close(): Promise<void>
}

export interface Service extends Running {
  context: Context
}

type Options = Pick<NodeOptions, 'log' | 'now' | 'signal'>

/**
 * Starts the service in this process. If a step fails, the earlier steps are undone. Throws
 * CannotStart, or the signal's reason once it is aborted. Closing runs the same list backwards: no
 * request without journal, no journal without ingest, no ingest without database. It takes at most
 * ten seconds and loses nothing: unfinished work is rolled back or waits in the journal.
 */
export async function startService(config: Readonly<Config>, options: Options = {}): Promise<Service> {
  return startNode(await withKnownPort({ ...config, workers: 1 }), options, async node => {
    const { ingest, backups } = await openBack(node)
    const front = await openFront(node, { ingest, backups, elsewhere: nothingLost })
    return { ...front, config: node.config, log: node.log, firstKey: await makeFirstKey(node) }
  })
}

/** The same with as many processes to answer requests as the configuration says. */
async function startWithWorkers(config: Readonly<Config>, options: Options): Promise<Running> {
  const database = { connections: connections.usual + connections.perWorker * config.workers }
  return startNode(await withKnownPort(config), { ...options, database }, async node => {
    const behind = await openBack(node)
    const { address } = await node.step(
      'workers',
      () => startWorkers(node, behind),
      (workers, withinMs) => workers.stop(withinMs),
      byMs.workers,
    )
    return { config: node.config, log: node.log, address, firstKey: await makeFirstKey(node) }
  })
}

async function makeFirstKey({ db, config }: Pick<Context, 'db' | 'config'>): Promise<string | null> {
  if (config.adminKey !== null || (await listKeys(db)).length > 0) return null
  const { key } = await createKey(db, { name: 'first', role: 'admin' })
  return key
}

/**
 * Runs the service until SIGINT, SIGTERM or SIGHUP, then ends the process. Standard output is for
 * people: the address and, at the very first start, the admin key. The log goes to standard error:
 * as lines for people if that is a terminal, else as JSON. Throws InvalidConfig or CannotStart.
 */
export async function runService(env: Record<string, string | undefined>): Promise<void> {
  collectEarly()
  if (isWorker(env)) return runWorker()
  const config = readConfig(env)
  const start = config.workers === 1 ? startService : startWithWorkers
  const screen = openOutput(1)
  await untilSignal(async signal => {
    try {
      const service = await start(config, { signal })
      void greet(service, screen)
      if (!signal.aborted) await once(signal, 'abort')
      await service.close()
    } catch (error) {
      if (!signal.aborted) throw error
    }
  })
  // Work left behind at the stop must not keep the process alive.
  process.exit(0)
}

async function greet(service: Running, screen: Output): Promise<void> {
  screen.write(greeting(service))
  await screen.flush(greetingMs)
  if (screen.dropped() === 0) return
  const remedy =
    service.firstKey === null
      ? ''
      : ' It showed the first admin key; make a new one with "fivehundred key create".'
  service.log.warn(`The greeting could not be written to standard output.${remedy}`)
}
