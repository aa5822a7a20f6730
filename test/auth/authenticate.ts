import t from 'tap'
import { authenticate } from '../../src/auth/authenticate.js'
import { createKey, listKeys, revokeKey } from '../../src/auth/keys.js'
import { readConfig } from '../../src/config.js'
import { database } from '../fixtures/database.js'

t.test('a key opens the door until it is revoked', async t => {
  const { db } = await database(t)
  const clock = { ms: Date.parse('2026-01-01T00:00:00Z') }
  const ctx = { db, config: readConfig({ ADMIN_KEY: 'preset-key' }), now: () => new Date(clock.ms) }
  const { id, key } = await createKey(db, { name: 'laptop', role: 'member' })

  t.same(await authenticate(ctx, `Bearer ${key}`), { id, name: 'laptop', role: 'member', limited: false })
  t.same(await authenticate(ctx, `bearer  ${key} `), { id, name: 'laptop', role: 'member', limited: false })
  t.same(await authenticate(ctx, 'Bearer preset-key'), {
    id: null,
    name: 'ADMIN_KEY',
    role: 'admin',
    limited: false,
  })

  const lastUsed = async () => (await listKeys(db))[0]?.lastUsedAt?.toISOString()
  t.equal(await lastUsed(), '2026-01-01T00:00:00.000Z')
  clock.ms += 59_999
  await authenticate(ctx, `Bearer ${key}`)
  t.equal(await lastUsed(), '2026-01-01T00:00:00.000Z', 'its use is written at most once a minute')
  clock.ms += 1
  await authenticate(ctx, `Bearer ${key}`)
  t.equal(await lastUsed(), '2026-01-01T00:01:00.000Z')

  await revokeKey(db, id)
  await t.rejects(authenticate(ctx, `Bearer ${key}`), { code: 'unauthorized', status: 401 })
})

t.test('nothing else opens it', async t => {
  const { db } = await database(t)
  const { key } = await createKey(db, { name: 'laptop', role: 'admin' })
  const ctx = { db, config: readConfig({}), now: () => new Date() }
  const headers = [
    undefined,
    '',
    'Bearer',
    'Bearer ',
    key,
    `Basic ${key}`,
    `Bearer ${key}x`,
    `Bearer ${key.toUpperCase()}`,
  ]
  for (const header of [...headers, 'Bearer null', `Bearer ${'x'.repeat(300)}`]) {
    await t.rejects(authenticate(ctx, header), { code: 'unauthorized' }, String(header))
  }
})
