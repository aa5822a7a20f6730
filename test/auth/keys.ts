import t from 'tap'
import { createKey, listKeys, revokeKey } from '../../src/auth/keys.js'
import { apiKeys } from '../../src/db/schema.js'
import { database } from '../fixtures/database.js'

t.test('a key is shown once and stored as a hash only', async t => {
  const { db } = await database(t)
  const made = await createKey(db, { name: 'laptop', role: 'member' })
  t.match(made, { id: Number, name: 'laptop', role: 'member', revokedAt: null, lastUsedAt: null })
  t.match(made.key, /^fh_[\w-]{27}$/)
  const [row] = await db.select().from(apiKeys)
  t.equal(row?.hash.length, 32)
  t.notOk(JSON.stringify(row).includes(made.key.slice(7)))
  const { key, ...shown } = made
  t.same(await listKeys(db), [shown])
  t.ok(key.startsWith(shown.prefix))
})

t.test('two keys differ, and one is revoked once', async t => {
  const { db } = await database(t)
  const one = await createKey(db, { name: 'same', role: 'admin' })
  const two = await createKey(db, { name: 'same', role: 'admin' })
  t.not(one.key, two.key)
  t.equal(await revokeKey(db, one.id), true)
  t.equal(await revokeKey(db, one.id), false)
  t.equal(await revokeKey(db, 2 ** 31 - 1), false)
  t.match(await listKeys(db), [{ revokedAt: Date }, { revokedAt: null }])
})
