import t from 'tap'
import { createAccount } from '../../src/accounts/create.js'
import { addSnapshot } from '../../src/accounts/followers.js'
import { readAccount } from '../../src/accounts/read.js'
import { everything } from '../../src/auth/access.js'
import { accounts } from '../../src/db/schema.js'
import { database } from '../fixtures/database.js'
import { handle } from '../fixtures/handles.js'

t.test('an account is made once, whatever the case of its handle', async t => {
  const { db } = await database(t)
  const now = new Date('2026-01-01T00:00:00Z')
  const ctx = { access: everything, db, now: () => now }
  const made = await createAccount(ctx, {
    account: handle('Me'),
    name: 'It is me',
    public: true,
    followers: 500,
  })
  t.same(made, {
    handle: '@Me',
    network: 'x',
    name: 'It is me',
    public: true,
    followers: 500,
    followersCountedAt: now.toISOString(),
    createdAt: now.toISOString(),
  })
  await t.rejects(createAccount(ctx, { account: handle('@mE') }), { code: 'account-exists', status: 409 })
  t.same(await readAccount(ctx, 'mE'), made)
  const plain = await createAccount(ctx, { account: handle('@me.example.com') })
  t.match(plain, { network: 'bluesky', name: null, public: false, followers: null, followersCountedAt: null })
  await addSnapshot(ctx, '@me', { followers: 600, countedAt: new Date('2025-12-31T00:00:00Z') })
  t.match(
    await readAccount(ctx, '@me'),
    { followers: 500 },
    'the newest snapshot counts, not the last stored',
  )
  await t.rejects(readAccount(ctx, '@nobody'), { code: 'account-not-found' })
  await t.rejects(readAccount(ctx, 'no handle\0'), { code: 'account-not-found' })
  t.equal(await db.$count(accounts), 2)
})
