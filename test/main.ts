import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { connect } from '../src/db/connect.js'
import { readNodeId } from '../src/journal/node-id.js'
import { Clicking } from './fixtures/clicking.js'
import { database, emptyDatabase, migratedDatabase } from './fixtures/database.js'
import { countClicks } from './fixtures/hits.js'
import {
  adminKey,
  directoryWithCluster,
  embeddedPid,
  type SpawnedService,
  service,
  spawnService,
} from './fixtures/service.js'
import { temporaryDirectory } from './fixtures/temporary-directory.js'

const person = { userAgent: 'Mozilla/5.0 (X11; Linux x64; rv:140.0) Gecko/20100101 Firefox/140.0' }

async function shorten(address: string, key = adminKey): Promise<string> {
  const answer = await fetch(`${address}/api/v1/links`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: '{"url": "https://example.com/"}',
  })
  const { slug } = (await answer.json()) as { slug: string }
  return slug
}

/** Not by `fetch`: it says of itself that no page is opened, so it would be no click. */
async function click(address: string, slug: string): Promise<number> {
  const visitor = new Clicking(address, 1)
  try {
    return (await visitor.visit(slug, person)).status
  } finally {
    visitor.close()
  }
}

async function stored(databaseUrl: string): Promise<number> {
  const db = connect(databaseUrl, { max: 1 })
  try {
    return await countClicks(db)
  } finally {
    await db.$client.end()
  }
}

t.test('the very first start makes an admin key that works, a later one none', async t => {
  const env = { DATABASE_URL: await emptyDatabase(t), DATA_DIR: await temporaryDirectory(t), ADMIN_KEY: '' }
  const first = await service(t, env)
  const slug = await shorten(first.address, first.firstKey ?? '')
  t.equal(await click(first.address, slug), 302)
  await first.close()
  const second = await service(t, env)
  t.equal(second.firstKey, null)
  t.equal(await click(second.address, slug), 302)
})

t.test('with ADMIN_KEY the first start makes no key', async t => {
  const { firstKey, address } = await service(t)
  t.equal(firstKey, null)
  t.ok(await shorten(address))
})

t.test('short links have the address that was listened on', async t => {
  const { address, context } = await service(t)
  t.equal(context.config.baseUrl.replace('localhost', '127.0.0.1'), address)
})

t.test('closing brings every answered click into the database', async t => {
  const databaseUrl = await migratedDatabase(t)
  const running = await service(t, { DATABASE_URL: databaseUrl })
  const slug = await shorten(running.address)
  const answers = await Promise.all(Array.from({ length: 200 }, () => click(running.address, slug)))
  t.ok(answers.every(status => status === 302))
  await running.close()
  t.equal(await stored(databaseUrl), 200)
})

t.test('a start that fails takes down what had come up', async t => {
  const { url } = await database(t)
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  t.teardown(() => other.close())
  const address = other.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const env = { DATABASE_URL: url, DATA_DIR: await temporaryDirectory(t) }
  await t.rejects(service(t, { ...env, PORT: String(port) }), { name: 'CannotStart', message: /in use/ })
  // The node's claim, too, was given back: the next start need not wait for it.
  t.ok((await service(t, env)).address)
})

t.test('the node of the data directory is claimed', async t => {
  const dataDir = await temporaryDirectory(t)
  const nodeId = await readNodeId(join(dataDir, 'journal'))
  const { context } = await service(t, { DATA_DIR: dataDir })
  const [row] = await context.db.$client`
    select count(*)::int as claims from pg_locks
    where locktype = 'advisory' and objid::bigint = ${Number.parseInt(nodeId.slice(0, 8), 16)}`
  t.equal(row?.claims, 1)
})

t.test('a process that is told to stop finishes its work, its PostgreSQL too', async t => {
  const running = await spawnService(t, { DATABASE_URL: '' })
  const slug = await shorten(running.address)
  const answers = await Promise.all(Array.from({ length: 50 }, () => click(running.address, slug)))
  t.ok(answers.every(status => status === 302))
  t.equal(await running.stop('SIGTERM'), 0)
  t.equal(running.output.stderr, '')
  t.equal(await embeddedPid(running.env.DATA_DIR), null)
  const again = await spawnService(t, running.env)
  t.equal(await clicksOf(again, slug), 50)
  // npm passes a Ctrl-C on that the terminal has sent already.
  process.kill(again.pid, 'SIGINT')
  t.equal(await again.stop('SIGINT'), 0)
})

t.test('after a kill -9 the next start adopts PostgreSQL and counts every answered click once', async t => {
  const first = await spawnService(t, { DATABASE_URL: '', DATA_DIR: await directoryWithCluster(t) })
  const slug = await shorten(first.address)
  const answers = await Promise.all(Array.from({ length: 50 }, () => click(first.address, slug)))
  t.ok(answers.every(status => status === 302))
  const postgres = await embeddedPid(first.env.DATA_DIR)
  t.equal(await first.stop('SIGKILL'), 'SIGKILL')
  t.equal(await embeddedPid(first.env.DATA_DIR), postgres)
  const second = await spawnService(t, first.env)
  t.equal(await embeddedPid(first.env.DATA_DIR), postgres)
  t.equal(await clicksOf(second, slug), 50)
  t.equal(await second.stop(), 0)
  t.equal(await embeddedPid(first.env.DATA_DIR), null)
})

t.test('a second service on the same DATA_DIR is refused and does not disturb the first', async t => {
  const first = await spawnService(t, { DATABASE_URL: '', DATA_DIR: await directoryWithCluster(t) })
  const postgres = await embeddedPid(first.env.DATA_DIR)
  const slug = await shorten(first.address)
  const second = spawnService(t, first.env)
  await t.rejects(second, {
    message: new RegExp(
      `ended with 1: .*\\(process ${first.pid}\\) already runs on DATA_DIR ${first.env.DATA_DIR}`,
    ),
  })
  t.equal(await embeddedPid(first.env.DATA_DIR), postgres)
  t.equal(await click(first.address, slug), 302)
  const { journal } = (await (await fetch(`${first.address}/health`)).json()) as {
    journal: { segment: number }
  }
  t.equal(journal.segment, 1)
  t.equal(await first.stop(), 0)
})

t.test('problems of the configuration go to standard error, without a stack', async t => {
  const { message } = await spawnService(t, { PORT: 'eighty', LOG_LEVEL: 'loud' }).then(
    () => ({ message: '' }),
    (error: Error) => error,
  )
  t.match(message, /ended with 1/)
  t.match(message, /PORT must/)
  t.match(message, /LOG_LEVEL must/)
  t.notMatch(message, /\n +at /)
})

/** Waits for the count: ingest has up to two seconds. */
async function clicksOf({ address }: SpawnedService, slug: string): Promise<number> {
  const headers = { authorization: `Bearer ${adminKey}` }
  let clicks = 0
  for (let attempt = 0; attempt < 40 && clicks === 0; attempt++) {
    await new Promise(resolve => setTimeout(resolve, attempt === 0 ? 0 : 50))
    const answer = await fetch(`${address}/api/v1/links/${slug}`, { headers })
    clicks = ((await answer.json()) as { clicks: number }).clicks
  }
  return clicks
}
