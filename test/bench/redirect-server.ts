// Server of the redirect benchmark, a process of its own so that it can have a core of its own:
// "bare" is a Fastify that answers 302 and records nothing, "capture" the real route with journal
// and link cache, "service" the whole service.

import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import Fastify from 'fastify'
import { pino } from 'pino'
import { buildApp } from '../../src/app.js'
import { readConfig } from '../../src/config.js'
import { connect } from '../../src/db/connect.js'
import { freshStatus } from '../../src/ingest/status.js'
import { countLosses } from '../../src/journal/losses.js'
import { openJournal } from '../../src/journal/open.js'
import { openLinkCache } from '../../src/links/cache.js'
import { collectEarly } from '../../src/main/garbage.js'
import { startService } from '../../src/main.js'
import { openPriorRun } from '../../src/scores/prior-run.js'

interface Running {
  address: string
  /** Closes it; resolves to the records in its journal. */
  close(): Promise<number>
}

const [kind = '', databaseUrl = '', directory = '.'] = process.argv.slice(2)
const data = await mkdtemp(join(directory, 'bench-'))
const config = readConfig({
  HOST: '127.0.0.1',
  PORT: '0',
  ADMIN_KEY: 'admin-key-of-the-bench',
  LOG_LEVEL: 'warn',
  API_REQUESTS_PER_MINUTE: '1000000',
  FOLLOWERS_REFRESH_HOURS: '0',
  X_OEMBED_URL: '',
  TRUST_PROXY: 'loopback',
  DATABASE_URL: databaseUrl,
  DATA_DIR: data,
})

async function bare(): Promise<Running> {
  const app = Fastify()
  app.get('/:slug', async (_request, reply) =>
    reply.code(302).header('location', 'https://example.com/target').send(),
  )
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  return { address, close: () => app.close().then(() => 0) }
}

async function capture(): Promise<Running> {
  const db = connect(databaseUrl)
  const log = pino({ level: 'warn' }, pino.destination(2))
  const journal = await openJournal({ directory: join(data, 'journal'), log })
  const links = await openLinkCache({ db, log, now: () => new Date() })
  const app = await buildApp({
    config,
    log,
    db,
    now: () => new Date(),
    links,
    priorRun: openPriorRun({ url: databaseUrl, db, log, now: () => new Date(), config }),
    journal,
    losses: countLosses(log),
    droppedLogLines: () => 0,
    backups: { failed: null },
    ingest: {
      status: () => ({ ...freshStatus, lagSeconds: 0 }),
      rescue: () => Promise.reject(new Error('Nothing was to be rescued.')),
    },
    reservedSlugs: new Set(),
  })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  return {
    address,
    async close() {
      await app.close()
      await journal.close()
      await links.close()
      await db.$client.end()
      return journal.status().recordsAppended
    },
  }
}

async function service(): Promise<Running> {
  collectEarly()
  const running = await startService(config)
  return {
    address: running.address,
    async close() {
      await running.close()
      return running.context.journal.status().recordsAppended
    },
  }
}

const { address, close } = await { bare, capture, service }[kind as 'bare' | 'capture' | 'service']()
/**
 * Milliseconds of processor time that the main thread has taken, whatever else the machine does.
 */
const worked = () =>
  Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6
let longest = 0
function watch(): void {
  const before = worked()
  setTimeout(() => {
    longest = Math.max(longest, worked() - before)
    watch()
  }, 1).unref()
}

process.on('message', async message => {
  if (message === 'longest') {
    process.send?.({ longest })
    longest = 0
  }
  if (message === 'watch') watch()
  if (message === 'cpu') process.send?.(process.cpuUsage())
  if (message !== 'stop') return
  const records = await close()
  await rm(data, { recursive: true })
  process.send?.({ records })
  process.disconnect()
})
process.send?.({ port: Number(new URL(address).port) })
