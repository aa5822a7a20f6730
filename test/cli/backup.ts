import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import t from 'tap'
import { connect } from '../../src/db/connect.js'
import { commandLine } from '../fixtures/command-line.js'
import { database, emptyDatabase } from '../fixtures/database.js'
import { storeLink } from '../fixtures/links.js'
import { temporaryDirectory } from '../fixtures/temporary-directory.js'

t.test('a database is written to a file, restored and moved by command', async t => {
  const { db, url } = await database(t)
  await storeLink(db, 'launch')
  const file = join(await temporaryDirectory(t), 'all.backup')
  const run = (argv: string[], databaseUrl: string) => commandLine(argv, { DATABASE_URL: databaseUrl })
  t.match(await run(['backup', file], url), {
    status: 0,
    out: /^\S+all\.backup has everything as it was when the command began \([\d,]+ bytes\)\.\n$/,
  })
  t.match(await run(['backup', file], url), {
    status: 1,
    err: /^Error: \S+ exists\. .* name another one\.\n$/,
  })
  const [restored, moved] = [await emptyDatabase(t), await emptyDatabase(t)]
  t.match(await run(['restore', file], restored), {
    status: 0,
    out: '1 link, 0 accounts and 0 hits were restored into DATABASE_URL.\n',
  })
  t.match(await run(['restore', file], restored), { status: 1, err: /^Error: The database is not empty/ })
  t.match(await run(['move', moved], restored), {
    status: 0,
    out: '1 link, 0 accounts and 0 hits were copied. Start the service with this DATABASE_URL and the same DATA_DIR.\n',
  })
  const other = connect(moved, { max: 1 })
  t.teardown(() => other.$client.end({ timeout: 1 }))
  t.strictSame([...(await other.execute(sql`select slug from links`))], [{ slug: 'launch' }])
  t.match(await run(['move', moved], moved), {
    status: 2,
    err: /TO is the database that the service has already/,
  })
  t.match(await run(['move', 'nonsense'], moved), {
    status: 2,
    err: /^Error: TO must be "embedded" or an address/,
  })
})
