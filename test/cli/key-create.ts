import { eq } from 'drizzle-orm'
import t from 'tap'
import { hashKey } from '../../src/auth/keys.js'
import { apiKeys } from '../../src/db/schema.js'
import { commandLine } from '../fixtures/command-line.js'
import { database } from '../fixtures/database.js'

t.test('the key alone goes to standard output and is stored hashed', async t => {
  const { db, url } = await database(t)
  const { status, out, err } = await commandLine(['key', 'create', '--name', 'laptop', '--role', 'member'], {
    DATABASE_URL: url,
  })
  t.equal(status, 0)
  t.match(out, /^fh_[\w-]{27}\n$/)
  t.match(err, /^Key \d+, "laptop", member, in DATABASE_URL\. It is shown this once/)
  t.notMatch(err, out.trim())
  const rows = await db
    .select()
    .from(apiKeys)
    .where(eq(apiKeys.hash, hashKey(out.trim())))
  t.match(rows, [{ name: 'laptop', role: 'member', revokedAt: null }])
})

t.test('without options it is an admin key', async t => {
  const { url } = await database(t)
  const { out } = await commandLine(['key', 'create', '--json'], { DATABASE_URL: url })
  t.match(JSON.parse(out), { name: 'cli', role: 'admin', key: /^fh_/ })
})

t.test('a name has nothing unseen at its ends, and is not empty', async t => {
  const { url } = await database(t)
  const create = (name: string) =>
    commandLine(['key', 'create', '--json', '--name', name], { DATABASE_URL: url })
  t.match(JSON.parse((await create('\u200b laptop\u00a0')).out), { name: 'laptop' })
  t.match(await create(' \u200b'), { status: 2, err: /--name must not be empty/ })
})
