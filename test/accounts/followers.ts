import t from 'tap'
import { createAccount } from '../../src/accounts/create.js'
import { addSnapshot, typeFollowers } from '../../src/accounts/followers.js'
import { everything } from '../../src/auth/access.js'
import { followerCounts } from '../../src/db/schema.js'
import { listSnapshots } from '../fixtures/by-name.js'
import { database } from '../fixtures/database.js'
import { handle } from '../fixtures/handles.js'

t.test('snapshots are kept by their times, newest first', async t => {
  const { db } = await database(t)
  const ctx = { access: everything, db, now: () => new Date() }
  await createAccount(ctx, { account: handle('@me') })
  const times = ['2026-01-01', '2026-03-01', '2026-02-01'].map(day => new Date(day))
  for (const [n, countedAt] of times.entries()) await addSnapshot(ctx, '@ME', { followers: n, countedAt })
  const first = await listSnapshots(ctx, '@me', { limit: 2 })
  t.match(first, {
    items: [
      { followers: 1, countedAt: '2026-03-01T00:00:00.000Z', source: 'manual' },
      { followers: 2, countedAt: '2026-02-01T00:00:00.000Z' },
    ],
    next: String,
  })
  t.match(await listSnapshots(ctx, '@me', { limit: 2, cursor: first.next }), {
    items: [{ followers: 0 }],
    next: null,
  })
  await addSnapshot(ctx, '@me', { followers: 2_000_000_000, countedAt: new Date('2026-03-01') })
  t.match(await listSnapshots(ctx, '@me', { limit: 1 }), { items: [{ followers: 2_000_000_000 }] })
  const unknown = { code: 'account-not-found' }
  await t.rejects(addSnapshot(ctx, '@nobody', { followers: 1, countedAt: new Date() }), unknown)
  await t.rejects(listSnapshots(ctx, '@nobody', { limit: 1 }), unknown)
})

t.test('a typed count replaces one typed in the hour before, which was a mistake', async t => {
  const { db } = await database(t)
  let time = '2026-01-01T12:00:00.000Z'
  const ctx = { access: everything, db, now: () => new Date(time) }
  await createAccount(ctx, { account: handle('@me') })
  const counts = async () =>
    (await listSnapshots(ctx, '@me', { limit: 9 })).items.map(
      ({ followers, countedAt }) => `${followers} ${countedAt.slice(11, 16)}`,
    )
  await typeFollowers(ctx, '@me', 5)
  time = '2026-01-01T12:59:59.999Z'
  await typeFollowers(ctx, '@me', 500)
  t.strictSame(await counts(), ['500 12:00'])
  time = '2026-01-01T13:00:00.000Z'
  await typeFollowers(ctx, '@me', 510)
  t.strictSame(await counts(), ['510 13:00', '500 12:00'], 'later ones stand beside it')
  await db.update(followerCounts).set({ source: 'x' })
  time = '2026-01-01T13:01:00.000Z'
  await typeFollowers(ctx, '@me', 511)
  t.strictSame(await counts(), ['511 13:01', '510 13:00', '500 12:00'], 'what a network said stays')
  await t.rejects(typeFollowers(ctx, '@nobody', 1), { code: 'account-not-found' })
})
