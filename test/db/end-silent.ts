import { sql } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { connect, type Queryable } from '../../src/db/connect.js'
import { copyTextInto } from '../../src/db/copy.js'
import { endSilent } from '../../src/db/end-silent.js'
import { lockCounting } from '../../src/db/locks.js'
import { priors } from '../../src/db/schema.js'
import { eventually } from '../fixtures/client.js'
import { database } from '../fixtures/database.js'

/** Does this in a transaction of a session of its own, under a lock; resolves to how that ends. */
function underLock(
  t: Test,
  url: string,
  mode: 'shared' | 'exclusive',
  work: (tx: Queryable) => Promise<unknown>,
) {
  const db = connect(url, { max: 2, name: mode })
  t.teardown(() => db.$client.end({ timeout: 0 }))
  return db
    .transaction(async tx => {
      await lockCounting(tx, mode)
      await work(tx)
    })
    .then(
      () => 'done',
      () => 'ended',
    )
}

/** Sends no row before it may go on. */
async function* rowsAfter(goOn: Promise<void>): AsyncGenerator<Buffer> {
  await goOn
  yield Buffer.alloc(0)
}

t.test('a session that stands still within COPY is ended once others wait for it', async t => {
  const { db, url } = await database(t)
  let goOn = () => {}
  const gone = new Promise<void>(resolve => {
    goOn = resolve
  })
  const still = underLock(t, url, 'shared', tx => copyTextInto(tx, priors, ['mu'], rowsAfter(gone)))
  const states = () => db.$client`
    select wait_event_type from pg_stat_activity
    where datname = current_database() and application_name in ('shared', 'exclusive') and state = 'active'`
  const waitsFor = (type: string) =>
    eventually(states, rows => rows.some(({ wait_event_type }) => wait_event_type === type))
  await waitsFor('Client')
  t.strictSame(await endSilent(db, 0), [], 'nobody waits')
  const waiting = underLock(t, url, 'exclusive', async () => {})
  await waitsFor('Lock')
  t.strictSame(await endSilent(db), [], 'it has not stood still for long')
  t.strictSame(await endSilent(db, 0), ['shared'])
  t.equal(await waiting, 'done')
  goOn()
  t.equal(await still, 'ended')
})

t.test('a session that works, and one that the server waits for only between statements, go on', async t => {
  const { db, url } = await database(t)
  let end = () => {}
  const ends = new Promise<void>(resolve => {
    end = resolve
  })
  const works = underLock(t, url, 'shared', tx => tx.execute(sql`select pg_sleep(1)`))
  // The server itself ends it, after the same time.
  const idle = underLock(t, url, 'shared', () => ends)
  const held = () => db.$client`
    select mode from pg_locks where locktype = 'advisory' and database = (
      select oid from pg_database where datname = current_database())`
  await eventually(held, ({ length }) => length === 2)
  const waiting = underLock(t, url, 'exclusive', async () => {})
  await eventually(held, ({ length }) => length === 3)
  t.strictSame(await endSilent(db, 0), [])
  end()
  t.strictSame(await Promise.all([works, idle, waiting]), ['done', 'done', 'done'])
})
