import t from 'tap'
import { connect } from '../../src/db/connect.js'
import { commandLine } from '../fixtures/command-line.js'
import { emptyDatabase } from '../fixtures/database.js'

t.test('an empty database gets its tables, and a second time changes nothing', async t => {
  const url = await emptyDatabase(t)
  const done = { status: 0, out: 'The schema in DATABASE_URL is up to date.\n', err: '' }
  t.strictSame(await commandLine(['migrate'], { DATABASE_URL: url }), done)
  const db = connect(url, { max: 1 })
  t.teardown(() => db.$client.end({ timeout: 1 }))
  t.match(await db.$client`select to_regclass('links')::text as links`, [{ links: 'links' }])
  t.strictSame(await commandLine(['migrate'], { DATABASE_URL: url }), done)
})

t.test('a server that refuses is named without its password', async t => {
  const url = new URL(await emptyDatabase(t))
  url.password = 'hush'
  url.pathname = '/no_such_database'
  const { status, err } = await commandLine(['migrate'], { DATABASE_URL: url.href })
  t.equal(status, 1)
  t.match(err, /^Error: The database .*no_such_database/)
  t.notMatch(err, /hush|\n {4}at /)
})
