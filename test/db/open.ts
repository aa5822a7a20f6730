import { once } from 'node:events'
import { createServer } from 'node:net'
import t from 'tap'
import { connect } from '../../src/db/connect.js'
import { startEmbedded } from '../../src/db/embedded/start.js'
import { openDatabase } from '../../src/db/open.js'
import { emptyDatabase } from '../fixtures/database.js'
import { directoryWithCluster, embeddedPid } from '../fixtures/service.js'

const noLog = { warn() {}, error() {} }

t.test('a database of DATABASE_URL is brought up to date', async t => {
  const databaseUrl = await emptyDatabase(t)
  const opened = await openDatabase({ databaseUrl, dataDir: '/nowhere' })
  t.equal(opened.url, databaseUrl)
  t.strictSame(await opened.db.query.links.findMany(), [])
  await opened.close()
})

t.test('an older version goes on with the database of a newer one, and says so', async t => {
  const databaseUrl = await emptyDatabase(t)
  const warnings: unknown[][] = []
  const log = { info() {}, warn: (...told: unknown[]) => void warnings.push(told) }
  const open = () => openDatabase({ databaseUrl, dataDir: '/nowhere' }, { log })
  const first = await open()
  t.strictSame(warnings, [])
  await first.db.$client`
    insert into drizzle.__drizzle_migrations (hash, created_at) values ('one', 9e12), ('another', 9.1e12)`
  await first.close()
  const second = await open()
  t.match(warnings, [[{ unknownMigrations: 2 }, /newer version/]])
  t.strictSame(await second.db.query.links.findMany(), [])
  await second.close()
})

t.test('a server that cannot be reached is named without its password', async t => {
  const databaseUrl = 'postgres://me:secret@127.0.0.1:1/mine'
  const error = await openDatabase({ databaseUrl, dataDir: '/nowhere' }, { waitMs: 0 }).catch(error => error)
  t.match(error, { name: 'CannotStart', message: /me@127\.0\.0\.1:1\/mine.*ECONNREFUSED/ })
  t.notMatch(error.message, /secret/)
})

t.test('a database that does not exist is told at once', async t => {
  const url = new URL(await emptyDatabase(t))
  url.pathname = '/no_such_database'
  await t.rejects(openDatabase({ databaseUrl: url.href, dataDir: '/nowhere' }), {
    name: 'CannotStart',
    message: /no_such_database/,
  })
})

t.test('a server that is still starting is waited for', async t => {
  let asked = 0
  const late = createServer(socket => {
    // What a server says while it recovers: severity, SQLSTATE, message.
    const fields = Buffer.from('SFATAL\0C57P03\0Mthe database system is starting up\0\0')
    const head = Buffer.from([0x45, 0, 0, 0, fields.length + 4])
    socket.once('data', () => socket.end(Buffer.concat([head, fields])))
    socket.on('error', () => {})
    asked++
  })
  late.listen(0, '127.0.0.1')
  await once(late, 'listening')
  const address = late.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const databaseUrl = `postgres://me@127.0.0.1:${port}/mine`
  await t.rejects(openDatabase({ databaseUrl, dataDir: '/nowhere' }, { waitMs: 600 }), {
    message: /starting up/,
  })
  t.ok(asked > 1, `${asked} attempts`)
  late.close()
})

t.test('a command that started the embedded server stops it', async t => {
  const dataDir = await directoryWithCluster(t)
  const opened = await openDatabase({ databaseUrl: null, dataDir })
  t.type(await embeddedPid(dataDir), 'number')
  await opened.close()
  t.equal(await embeddedPid(dataDir), null)
})

t.test('a command leaves a server alone that runs already, and a server that others use by now', async t => {
  const dataDir = await directoryWithCluster(t)
  const started = await openDatabase({ databaseUrl: null, dataDir })
  const pid = await embeddedPid(dataDir)
  const beside = await openDatabase({ databaseUrl: null, dataDir })
  await beside.close()
  t.equal(await embeddedPid(dataDir), pid)
  const other = connect(started.url, { max: 1, name: 'somebody else' })
  await other.$client`select`
  await started.close()
  t.equal(await embeddedPid(dataDir), pid)
  await other.$client.end()
})

t.test('a service stops a server that it found, and keeps it running until then', async t => {
  const dataDir = await directoryWithCluster(t)
  const { pid } = await startEmbedded({ dataDir })
  const opened = await openDatabase({ databaseUrl: null, dataDir })
  opened.takeOver(noLog)
  process.kill(pid, 'SIGKILL')
  const works = () =>
    opened.db.$client`select`.then(
      () => true,
      () => false,
    )
  while ((await embeddedPid(dataDir)) === pid || !(await works()))
    await new Promise(resolve => setTimeout(resolve, 50))
  t.not(await embeddedPid(dataDir), pid)
  await opened.close()
  t.equal(await embeddedPid(dataDir), null)
})
