import { isNull } from 'drizzle-orm'
import t from 'tap'
import { findKey } from '../../src/auth/authenticate.js'
import { changeKey, createKey, listKeys, revokeKey } from '../../src/auth/keys.js'
import { readConfig } from '../../src/config.js'
import { apiKeys } from '../../src/db/schema.js'
import { database } from '../fixtures/database.js'
import { storeAccount } from '../fixtures/numbers.js'

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

t.test('a key with an end is valid until then', async t => {
  const { db } = await database(t)
  const end = new Date('2027-01-01T00:00:00Z')
  const { key } = await createKey(db, { name: 'guest', role: 'member', expiresAt: end })
  const at = (now: string) => ({ config: readConfig({}), db, now: () => new Date(now) })
  t.match(await findKey(at('2026-12-31T23:59:59Z'), key), { name: 'guest', limited: false })
  await t.rejects(findKey(at('2027-01-01T00:00:00Z'), key), {
    code: 'unauthorized',
    message: /expired at 2027-01-01T00:00:00\.000Z/,
  })
})

t.test('a node of the version before refuses every key whose limits it does not know', async t => {
  const { db } = await database(t)
  const ofBefore = { role: 'admin', accountIds: null, expiresAt: null } as const
  const wishes = [
    { ...ofBefore, role: 'author' },
    { ...ofBefore, role: 'viewer' },
    { ...ofBefore, accountIds: [] },
    { ...ofBefore, role: 'member', expiresAt: new Date('2999-01-01T00:00:00Z') },
  ] as const
  for (const wish of wishes) await createKey(db, { name: 'new', ...wish, accountIds: wish.accountIds && [] })
  for (const role of ['admin', 'member'] as const) await createKey(db, { name: 'known', role })
  const { id } = await createKey(db, { name: 'changed', role: 'member' })
  await changeKey(db, id, { name: 'new', role: 'viewer' })
  const valid = await db.select({ name: apiKeys.name }).from(apiKeys).where(isNull(apiKeys.revokedAt))
  t.same(valid, [{ name: 'known' }, { name: 'known' }])
  t.ok((await listKeys(db)).every(({ revokedAt }) => revokedAt === null))
  const [first] = await listKeys(db)
  t.equal(await revokeKey(db, first?.id ?? 0), true)
  t.equal(await revokeKey(db, first?.id ?? 0), false)
  t.match(await listKeys(db), [{ revokedAt: Date }, { revokedAt: null }])
})

t.test('an account that is deleted while a key is limited to it is left out', async t => {
  const { db } = await database(t)
  const kept = await storeAccount(db, '@kept')
  const gone = 2 ** 31 - 1
  const made = await createKey(db, { name: 'blog', role: 'author', accountIds: [kept, gone] })
  t.strictSame(made.accounts, ['@kept'])
  t.strictSame((await changeKey(db, made.id, { accountIds: [gone] })).accounts, [])
})
