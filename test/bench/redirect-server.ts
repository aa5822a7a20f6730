// Server of the redirect benchmark, a process of its own so that it can have a core of its own:
// "bare" is a Fastify that answers 302 and records nothing, "ours" the real route with the real journal and link cache.
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import Fastify, { type FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { buildApp } from '../../src/app.js'
import { readConfig } from '../../src/config.js'
import { connect } from '../../src/db/connect.js'
import { migrate } from '../../src/db/migrate.js'
import { countLosses } from '../../src/journal/losses.js'
import { openJournal } from '../../src/journal/open.js'
import { openLinkCache } from '../../src/links/cache.js'
import { idle } from '../fixtures/app.js'
import { storeLink } from '../fixtures/links.js'

const [kind, databaseUrl = '', directory = '.'] = process.argv.slice(2)
const closing: (() => Promise<unknown>)[] = []
let app: FastifyInstance

if (kind === 'bare') {
  app = Fastify()
  app.get('/:slug', async (_request, reply) =>
    reply.code(302).header('location', 'https://example.com/target').send(),
  )
} else {
  await migrate(databaseUrl)
  const db = connect(databaseUrl)
  await storeLink(db, 'bench')
  const data = await mkdtemp(join(directory, 'bench-'))
  const log = pino({ level: 'warn' }, pino.destination(2))
  const journal = await openJournal({ directory: join(data, 'journal'), log })
  const links = await openLinkCache({ db, log, now: () => new Date() })
  app = await buildApp({
    config: readConfig({}),
    log,
    db,
    now: () => new Date(),
    links,
    journal,
    losses: countLosses(log),
    ingest: { status: () => idle, rescue: () => Promise.reject(new Error('Nothing was to be rescued.')) },
    reservedSlugs: new Set(),
  })
  closing.push(
    () => journal.close(),
    async () => process.send?.({ journal: journal.status() }),
    () => links.close(),
    () => db.$client.end(),
    () => rm(data, { recursive: true }),
  )
}
closing.unshift(() => app.close())

const address = await app.listen({ host: '127.0.0.1', port: 0 })
process.send?.({ port: Number(new URL(address).port) })
process.once('message', async () => {
  for (const close of closing) await close()
  process.disconnect()
})
