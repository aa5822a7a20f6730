import t from 'tap'
import { createKey, listKeys } from '../../src/auth/keys.js'
import { commandLine } from '../fixtures/command-line.js'
import { database } from '../fixtures/database.js'

t.test('a key is revoked once, and no other', async t => {
  const { db, url } = await database(t)
  const env = { DATABASE_URL: url }
  const { id } = await createKey(db, { name: 'laptop', role: 'admin' })
  await createKey(db, { name: 'other', role: 'admin' })
  t.match(await commandLine(['key', 'revoke', String(id)], env), {
    status: 0,
    out: `Key ${id} is revoked.\n`,
  })
  t.match(await listKeys(db), [
    { id, revokedAt: Date },
    { name: 'other', revokedAt: null },
  ])
  const again = { status: 1, out: '', err: `Error: There is no valid key ${id} in DATABASE_URL.\n` }
  t.strictSame(await commandLine(['key', 'revoke', String(id)], env), again)
})
