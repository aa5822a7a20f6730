import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { lockSpace } from '../../src/db/locks.js'
import { type Job, startJobs } from '../../src/jobs/start.js'
import { database } from '../fixtures/database.js'

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
  const { db } = await database(t)
  const twice = gate()
  let times = 0
  const run = async () => {
    if (++times === 2) twice.open()
  }
  const stop = startJobs({ db, log: quiet, jobs: [job(run, 20)] })
  await twice.opened
  await stop()
  const then = times
  await sleep(60)
  t.equal(times, then, 'after the stop it runs no more')
})

t.test('one node at a time does it', async t => {
  const { db } = await database(t)
  const begun = gate()
  const end = gate()
  const first = startJobs({
    db,
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
  await startJobs({ db, log: quiet, jobs: [job(run)] })()
  t.equal(second, 0)
  end.open()
  await first()
  await startJobs({ db, log: quiet, jobs: [job(run)] })()
  t.equal(second, 1)
})

t.test('a failure is told and waited out; the others go on', async t => {
  const { db } = await database(t)
  const warnings: unknown[] = []
  const log = { warn: (facts: unknown) => void warnings.push(facts) }
  let ran = false
  const bad: Job = { name: 'bad', everyMs: 1e6, run: () => Promise.reject(new Error('no')) }
  const good = job(async () => {
    ran = true
  })
  await startJobs({ db, log, jobs: [bad, good] })()
  t.match(warnings, [{ job: 'bad', err: { message: 'no' } }])
  t.ok(ran)
})

t.test('a stop tells the work and waits for it', async t => {
  const { db } = await database(t)
  const begun = gate()
  let ended = false
  const run = async (signal: AbortSignal) => {
    begun.open()
    while (!signal.aborted) await sleep(5)
    ended = true
  }
  const stop = startJobs({ db, log: quiet, jobs: [job(run)] })
  await begun.opened
  await stop()
  t.ok(ended)
})
