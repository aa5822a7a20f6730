import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import t from 'tap'
import { lockSpace } from '../../src/db/locks.js'
import { type Job, startJobs } from '../../src/jobs/start.js'
import { database } from '../fixtures/database.js'
import { severable } from '../fixtures/severable.js'

const quiet = { warn() {} }
const job = (run: Job['run'], everyMs = 3_600_000): Job => ({ name: 'test', everyMs, run })

/** A promise and the hand that resolves it. */
function gate() {
  let open = () => {}
  const opened = new Promise<void>(resolve => {
    open = resolve
  })
  return { opened, open }
}

t.test('a job runs at the start, and again in its turn', async t => {
  const { url } = await database(t)
  const twice = gate()
  let times = 0
  const run = async () => {
    if (++times === 2) twice.open()
  }
  const stop = startJobs({ url, log: quiet, jobs: [job(run, 20)] })
  await twice.opened
  await stop()
  const then = times
  await sleep(60)
  t.equal(times, then, 'after the stop it runs no more')
})

t.test('one node at a time does it', async t => {
  const { db, url } = await database(t)
  const begun = gate()
  const end = gate()
  const first = startJobs({
    url,
    log: quiet,
    jobs: [
      job(async () => {
        begun.open()
        await end.opened
      }),
    ],
  })
  await begun.opened
  const [held] = await db.$client<{ objid: number }[]>`
    select objid::int from pg_locks where locktype = 'advisory' and granted and classid = ${lockSpace.jobs}::int::oid
      and database = (select oid from pg_database where datname = current_database())`
  t.ok(held)
  let second = 0
  const run = async () => void second++
  await startJobs({ url, log: quiet, jobs: [job(run)] })()
  t.equal(second, 0)
  end.open()
  await first()
  await startJobs({ url, log: quiet, jobs: [job(run)] })()
  t.equal(second, 1)
})

t.test('a failure is told and waited out; the others go on', async t => {
  const { url } = await database(t)
  const warnings: unknown[] = []
  const log = { warn: (facts: unknown) => void warnings.push(facts) }
  const ran = gate()
  const bad: Job = { name: 'bad', everyMs: 1e6, run: () => Promise.reject(new Error('no')) }
  const good = job(async () => ran.open())
  const stop = startJobs({ url, log, jobs: [bad, good] })
  await ran.opened
  await stop()
  t.match(warnings, [{ job: 'bad', err: { message: 'no' } }])
  t.pass('the other ran')
})

t.test('a stop tells the work and waits for it, and what is cut off by that is no failure', async t => {
  const { url } = await database(t)
  const begun = gate()
  const warnings: unknown[] = []
  const log = { warn: (facts: unknown) => void warnings.push(facts) }
  let ended = false
  const run = async (signal: AbortSignal) => {
    begun.open()
    while (!signal.aborted) await sleep(5)
    ended = true
    signal.throwIfAborted()
  }
  const stop = startJobs({ url, log, jobs: [job(run)] })
  await begun.opened
  await stop()
  t.ok(ended)
  t.strictSame(warnings, [])
})

t.test('long jobs leave all of the pool to requests', async t => {
  const { db, url } = await database(t)
  const end = gate()
  const begun: string[] = []
  const jobs = Array.from({ length: 8 }, (_, n) => ({
    name: `long ${n}`,
    everyMs: 3_600_000,
    async run() {
      begun.push(`long ${n}`)
      await end.opened
    },
  }))
  const stop = startJobs({ url, log: quiet, jobs })
  while (begun.length < jobs.length) await sleep(5)
  const sessions = await db.$client`
    select state from pg_stat_activity where application_name = ${`fivehundred jobs ${process.pid}`}
      and datname = current_database()`
  t.match(sessions, [{ state: 'idle' }], 'one connection holds all locks, without a transaction')
  t.equal(sessions.length, 1)
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => db.transaction(tx => tx.execute(sql`select 1 as n`))),
  )
  t.equal(answers.length, 5)
  end.open()
  await stop()
})

t.test('a job whose lock is lost is told, another node may do it, and so may this one later', async t => {
  const { db, url } = await database(t)
  const warnings: unknown[] = []
  const log = { warn: (facts: unknown) => void warnings.push(facts) }
  const begun = gate()
  const again = gate()
  const other = gate()
  let times = 0
  let told = false
  const first = startJobs({
    url,
    log,
    jobs: [
      job(async signal => {
        if (++times > 1) return again.open()
        begun.open()
        while (!signal.aborted) await sleep(5)
        told = true
        await other.opened
      }, 20),
    ],
  })
  await begun.opened
  await db.$client`
    select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = ${`fivehundred jobs ${process.pid}`} and datname = current_database()`
  const second = startJobs({ url, log: quiet, jobs: [job(async () => other.open(), 20)] })
  await other.opened
  await second()
  await again.opened
  await first()
  t.ok(told)
  t.match(warnings, [{ job: 'test', err: { message: 'The connection that held the lock was lost.' } }])
  t.equal(warnings.length, 1)
})

t.test('jobs come again when a database that was away is back', async t => {
  const { url } = await database(t)
  const way = await severable(t, url)
  way.cut()
  const ran = gate()
  const stop = startJobs({ url: way.url, log: quiet, jobs: [job(async () => ran.open(), 20)] })
  await sleep(200)
  way.mend()
  await ran.opened
  await stop()
  t.pass('and no other start was needed')
})
