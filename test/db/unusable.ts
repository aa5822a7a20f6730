import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import t from 'tap'
import { openDatabase } from '../../src/db/open.js'
import { unusable } from '../../src/db/unusable.js'
import { commandLine } from '../fixtures/command-line.js'
import { emptyDatabase } from '../fixtures/database.js'
import { certificate, encrypted } from '../fixtures/encrypted.js'
import { refusal } from '../fixtures/refusal.js'

const commands = [
  ['serve'],
  ['migrate'],
  ['key', 'list'],
  ['key', 'create', '--name', 'x'],
  ['key', 'revoke', '1'],
  ['reclassify'],
]

t.test('an address that cannot be read is told by every command that opens the database', async t => {
  const bad = [
    'localhost',
    'postgres://me:hush@db:port/app',
    'postgres://db/app?sslmode=on',
    'postgres://me:hush%@db',
  ]
  for (const command of commands) {
    for (const DATABASE_URL of bad) {
      const { status, out, err } = await commandLine(command, { DATABASE_URL })
      const name = `${command.join(' ')} ${DATABASE_URL}`
      t.strictSame([status, out], [1, ''], name)
      t.match(err, /DATABASE_URL must look like postgres:\/\/user:password@host:5432\/database/, name)
      t.notMatch(err, /\n +at |hush/, name)
    }
  }
})

t.test('a database that cannot be used is told by every such command, with the remedy', async t => {
  const url = new URL(await emptyDatabase(t))
  url.pathname = '/no_such_database'
  for (const command of commands) {
    const { status, err } = await commandLine(command, { DATABASE_URL: url.href, DATA_DIR: t.testdir() })
    t.equal(status, 1)
    t.match(
      err,
      /^Error: The database .*\/no_such_database cannot be used: .*correct its name in DATABASE_URL\.\n$/,
    )
  }
})

t.test('each trouble has its remedy', async t => {
  const url = new URL(await emptyDatabase(t))
  const { port } = await encrypted(t, url.href)
  const plain = await encrypted(t, url.href, { offers: false })
  const told = async (address: string) => {
    const opening = openDatabase({ databaseUrl: address, dataDir: '/nowhere' }, { waitMs: 0 })
    return ((await opening.catch(error => error)) as Error).message
  }
  const at = (host: string, query: string) => `postgres://${url.username}@${host}${url.pathname}?${query}`
  const authority = `sslrootcert=${certificate('authority.pem')}`
  t.match(await told(at(`localhost:${port}`, 'sslmode=verify-full')), /Let sslrootcert in DATABASE_URL name/)
  t.match(
    await told(at(`127.0.0.1:${port}`, `sslmode=verify-full&${authority}`)),
    /Write the name of the certificate as the host in DATABASE_URL/,
  )
  t.match(
    await told(at(`localhost:${plain.port}`, 'sslmode=require')),
    /write sslmode=disable into DATABASE_URL/,
  )
  t.match(await told(at('127.0.0.1:1', '')), /correct host and port in DATABASE_URL\.$/)
  t.match(await told(at('nowhere.invalid', '')), /correct host and port in DATABASE_URL\.$/)
  t.match(await told(at('', 'host=/nowhere')), /correct host and port in DATABASE_URL\.$/)

  const refusals: [string, string, RegExp][] = [
    [
      '28P01',
      'password authentication failed for user "me"',
      /Correct the user or the password in DATABASE_URL/,
    ],
    ['28000', 'no pg_hba.conf entry for host "10.0.0.1"', /let the server \(its pg_hba\.conf\) admit them/],
    ['08P01', 'unsupported startup parameter: options', /A pooler answers; let DATABASE_URL lead to/],
    ['53300', 'sorry, too many clients already', /Try again when the server takes connections/],
  ]
  for (const [code, message, words] of refusals) {
    const server = createServer(socket => socket.on('data', () => socket.end(refusal(code, message))))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const said = await told(`postgres://me:hush@127.0.0.1:${port}/app`)
    t.match(said, words, code)
    t.ok(said.includes(`${message}. `), 'what the server said is in it')
    t.notMatch(said, /hush/)
    server.close()
  }
})

t.test('what is not known has no remedy, and its own words', async t => {
  const error = unusable('postgres://me@db/app', 'used', new Error('odd.'))
  t.equal(error.message, 'The database me@db:5432/app cannot be used: odd.')
})
