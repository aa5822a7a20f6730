import t from 'tap'
import { connect } from '../../src/db/connect.js'
import { ping } from '../../src/db/ping.js'
import { database } from '../fixtures/database.js'
import { severable } from '../fixtures/severable.js'

t.test('a database answers or does not', async t => {
  const { url } = await database(t)
  const way = await severable(t, url)
  const db = connect(way.url, { max: 1, name: 'test ping' })
  t.teardown(() => db.$client.end({ timeout: 1 }))
  t.equal(await ping(db), true)
  way.cut()
  t.equal(await ping(db), false)
})
