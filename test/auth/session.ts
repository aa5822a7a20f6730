import t from 'tap'
import { createKey, revokeKey } from '../../src/auth/keys.js'
import { endSession, readSession, sessionSeconds, writeSession } from '../../src/auth/session.js'
import { readConfig } from '../../src/config.js'
import { apiKeys, endedSessions } from '../../src/db/schema.js'
import { database } from '../fixtures/database.js'

const begin = Date.UTC(2026, 0, 1)

async function context(adminKey: string, db: Awaited<ReturnType<typeof database>>['db']) {
  const clock = { at: begin }
  return { config: readConfig({ ADMIN_KEY: adminKey }), db, now: () => new Date(clock.at), clock }
}

t.test('a session is its key’s until it ends', async t => {
  const { db } = await database(t)
  const ctx = await context('preset-key', db)
  const { id } = await createKey(db, { name: 'phone', role: 'member' })
  const session = await writeSession(ctx, { id })
  t.same(await readSession(ctx, session), { id, name: 'phone', role: 'member', limited: false })
  ctx.clock.at = begin + sessionSeconds * 1000 - 1
  t.ok(await readSession(ctx, session))
  ctx.clock.at++
  t.equal(await readSession(ctx, session), null)
})

t.test('a revoked key ends its sessions', async t => {
  const { db } = await database(t)
  const ctx = await context('preset-key', db)
  const key = await createKey(db, { name: 'phone', role: 'member' })
  const session = await writeSession(ctx, key)
  await revokeKey(db, key.id)
  t.equal(await readSession(ctx, session), null)
})

t.test('another preset key ends the sessions of the former', async t => {
  const { db } = await database(t)
  const ctx = await context('preset-key', db)
  const session = await writeSession(ctx, { id: null })
  t.match(await readSession(ctx, session), { id: null, role: 'admin' })
  t.notMatch(session, 'preset-key', 'it does not tell the key')
  t.equal(await readSession(await context('another-key', db), session), null)
})

t.test(
  'a key that has the id of another one after a database was put back has none of its sessions',
  async t => {
    const { db } = await database(t)
    const ctx = await context('preset-key', db)
    const lost = await createKey(db, { name: 'phone', role: 'admin' })
    const session = await writeSession(ctx, lost)
    await db.delete(apiKeys)
    await db.$client`alter sequence api_keys_id_seq restart`
    const next = await createKey(db, { name: 'other', role: 'admin' })
    t.equal(next.id, lost.id)
    t.equal(await readSession(ctx, session), null)
    t.match(await readSession(ctx, await writeSession(ctx, next)), { name: 'other' })
  },
)

t.test('a revoked key does not log in', async t => {
  const { db } = await database(t)
  const ctx = await context('preset-key', db)
  const key = await createKey(db, { name: 'phone', role: 'member' })
  await revokeKey(db, key.id)
  await t.rejects(writeSession(ctx, key), { code: 'unauthorized' })
})

t.test('an ended session is over everywhere, and no other with it', async t => {
  const { db } = await database(t)
  const ctx = await context('preset-key', db)
  const key = await createKey(db, { name: 'phone', role: 'member' })
  const preset = { id: null, name: 'ADMIN_KEY', role: 'admin' } as const
  for (const who of [key, preset]) {
    // Of the same key and second.
    const [here, there] = [await writeSession(ctx, who), await writeSession(ctx, who)]
    t.not(here, there)
    await endSession(ctx, here)
    await endSession(ctx, here)
    t.equal(await readSession(ctx, here), null)
    t.match(await readSession(ctx, there), { id: who.id })
    t.match(await readSession(ctx, await writeSession(ctx, who)), { id: who.id }, 'the key may log in again')
  }
  await endSession(ctx, 'nonsense')
  t.equal((await db.select().from(endedSessions)).length, 2)
})

t.test('an ended session is remembered as long as its cookie could be sent', async t => {
  const { db } = await database(t)
  const ctx = await context('preset-key', db)
  const key = await createKey(db, { name: 'phone', role: 'member' })
  const session = await writeSession(ctx, key)
  await endSession(ctx, session)
  ctx.clock.at = begin + sessionSeconds * 1000 - 1
  await endSession(ctx, await writeSession(ctx, key))
  t.equal((await db.select().from(endedSessions)).length, 2)
  t.equal(await readSession(ctx, session), null)
  ctx.clock.at += 2
  const last = await writeSession(ctx, key)
  await endSession(ctx, last)
  t.equal((await db.select().from(endedSessions)).length, 2, 'then it is over by itself')
  t.equal(await readSession(ctx, session), null)
})

t.test('anything else is no session', async t => {
  const { db } = await database(t)
  const ctx = await context('preset-key', db)
  const id = 'a'.repeat(21)
  for (const text of [
    ...['', '.', '1', '1.x', `-1.${begin}`, `1.${begin}; drop table`, `999999.${begin}`],
    ...[`1.9999999999.${id}`, `1-.9999999999.${id}`, `0-${'0'.repeat(16)}.9999999999.${id}`],
  ]) {
    t.equal(await readSession(ctx, text), null, text)
  }
})
