import t from 'tap'
import { lockSpace } from '../../src/db/locks.js'
import { openSessionLocks } from '../../src/db/session-locks.js'
import { eventually } from '../fixtures/client.js'
import { database } from '../fixtures/database.js'
import { severable } from '../fixtures/severable.js'

t.test('a lock goes to others when its holder stands still', async t => {
  const { url } = await database(t)
  const way = await severable(t, url)
  const first = openSessionLocks(way.url, lockSpace.jobs, 'first', 500)
  const second = openSessionLocks(url, lockSpace.jobs, 'second')
  t.teardown(() => Promise.all([first.close(), second.close()]))
  let taken = false
  const takes = async () => {
    await second.alone('work', async () => {
      taken = true
    })
    return taken
  }
  let lost = false
  const holding = first.alone('work', async signal => {
    t.notOk(await takes(), 'one at a time')
    way.hang()
    t.ok(await eventually(takes, done => done), 'the other one does the work')
    way.mend()
    await eventually(
      async () => signal.aborted,
      aborted => aborted,
    )
    lost = signal.aborted
  })
  await t.rejects(holding, 'the lock was lost')
  t.ok(lost, 'and the first is told')
})

t.test('a holder that only works for long keeps its lock', async t => {
  const { db, url } = await database(t)
  const locks = openSessionLocks(url, lockSpace.jobs, 'busy')
  t.teardown(() => locks.close())
  const heardAt = async () => {
    const [found] = await db.$client`
      select extract(epoch from state_change)::float8 as at from pg_stat_activity where datname = current_database() and application_name = 'busy'`
    return Number(found?.at)
  }
  await locks.alone('work', async lost => {
    const then = await heardAt()
    const now = await eventually(heardAt, at => at > then)
    t.ok(now > then, 'the server hears of it meanwhile')
    t.notOk(lost.aborted)
  })
})
