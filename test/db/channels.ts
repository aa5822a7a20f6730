import { setTimeout as sleep } from 'node:timers/promises'
import type postgres from 'postgres'
import t from 'tap'
import { openChannels } from '../../src/db/channels.js'
import { connect } from '../../src/db/connect.js'
import { database } from '../fixtures/database.js'
import { severable } from '../fixtures/severable.js'

/** What a listener was told, one word each. */
function ear(told: string[], name: string) {
  return {
    heard: (payload: string) => told.push(`${name} ${payload}`),
    begun: () => told.push(`${name} begun`),
    lost: () => told.push(`${name} lost`),
  }
}

async function until(done: () => boolean): Promise<void> {
  while (!done()) await sleep(10)
}

t.test('each channel is heard by those who listen to it, until they stop', async t => {
  const { db } = await database(t)
  const told: string[] = []
  db.channels.hear('one', ear(told, 'a'))
  const stop = db.channels.hear('one', ear(told, 'b'))
  await until(() => told.length === 2)
  db.channels.hear("it's", ear(told, 'c'))
  await until(() => told.includes('c begun'))
  const say = (channel: string, text: string) => db.$client`select pg_notify(${channel}, ${text})`
  await say('one', 'x')
  await until(() => told.includes('b x'))
  stop()
  await say("it's", 'y')
  await say('one', 'z')
  await say('nobody', 'w')
  await until(() => told.includes('a z'))
  t.strictSame(told, ['a begun', 'b begun', 'c begun', 'a x', 'b x', 'c y', 'a z'])
})

t.test('a lost connection is reported, and listening begins again, time after time', async t => {
  const { db, url } = await database(t)
  const own = connect(url, { max: 1, name: 'test ears' })
  t.teardown(() => own.$client.end({ timeout: 1 }))
  const told: string[] = []
  own.channels.hear('one', ear(told, 'a'))
  for (let n = 1; n <= 3; n++) {
    await until(() => told.length === 2 * n - 1)
    await db.$client`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'test ears' and query like 'listen%'`
  }
  await until(() => told.length === 7)
  t.strictSame(told, ['a begun', 'a lost', 'a begun', 'a lost', 'a begun', 'a lost', 'a begun'])
})

t.test('a server that refuses to listen is asked again', async t => {
  let asked = 0
  const client = (first: unknown) => {
    if (!Array.isArray(first)) return first
    asked++
    return asked < 3 ? Promise.reject(new Error('too many connections')) : Promise.resolve([])
  }
  const channels = openChannels(
    () => Object.assign(client, { end: async () => {} }) as unknown as postgres.Sql,
  )
  t.teardown(() => channels.end())
  const told: string[] = []
  channels.hear('one', ear(told, 'a'))
  await until(() => told.length > 0)
  t.strictSame(told, ['a begun'])
  t.equal(asked, 3)
})

t.test('an end does not wait for a server that hangs, and no loss is reported', async t => {
  const { url } = await database(t)
  const way = await severable(t, url)
  const told: string[] = []
  const db = connect(way.url, { max: 1 })
  db.channels.hear('one', ear(told, 'a'))
  await until(() => told.length > 0)
  way.hang()
  db.channels.hear('two', ear(told, 'b'))
  const began = performance.now()
  await db.channels.end()
  t.ok(performance.now() - began < 5_000)
  db.channels.hear('three', ear(told, 'c'))
  t.strictSame(told, ['a begun'])
  await db.$client.end({ timeout: 0 })
})
