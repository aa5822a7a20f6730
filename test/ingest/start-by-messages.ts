// What passes between the service and its ingest thread, with a thread that does nothing itself.
import { EventEmitter } from 'node:events'
import type { Worker } from 'node:worker_threads'
import t, { type Test } from 'tap'
import type { FromWorker } from '../../src/ingest/messages.js'
import { type Ingest, startIngest } from '../../src/ingest/start.js'
import { freshStatus, type LoopStatus } from '../../src/ingest/status.js'

class StubThread extends EventEmitter {
  threadId = 1
  readonly posted: string[] = []
  terminated = 0

  postMessage(message: string): void {
    this.posted.push(message)
  }

  terminate(): void {
    this.terminated++
    this.end()
  }

  end(): void {
    this.threadId = -1
    this.emit('exit')
  }

  tell(message: FromWorker): void {
    this.emit('message', message)
  }

  report(change: Partial<LoopStatus>): void {
    this.tell({ type: 'status', status: { ...freshStatus, ...change } })
  }
}

interface Setup {
  ingest: Ingest
  /** Those that were begun, the last one first. */
  threads: StubThread[]
  opened: unknown[][]
  logged: unknown[][]
  /** Timers that wait, and how long; `pass` runs one. */
  timers: { ms: number | undefined; pass(): void }[]
  /** How often the next threads cannot be started. */
  refuse(times: number): void
}

const options = {
  databaseUrl: 'postgres://nowhere/',
  journals: [{ directory: '/nowhere', nodeId: '01960000-0000-4000-8000-000000000001' }],
  retentionHours: 24,
}

async function setUp(t: Test): Promise<Setup> {
  const timers: Setup['timers'] = []
  t.intercept(globalThis, 'setTimeout', {
    value: (run: () => void, ms?: number) => {
      const timer = {
        ms,
        pass() {
          timers.splice(timers.indexOf(timer), 1)
          run()
        },
      }
      timers.push(timer)
      return timer
    },
  })
  t.intercept(globalThis, 'clearTimeout', {
    value: (timer: Setup['timers'][number]) => {
      const at = timers.indexOf(timer)
      if (at >= 0) timers.splice(at, 1)
    },
  })
  const threads: StubThread[] = []
  const opened: unknown[][] = []
  const logged: unknown[][] = []
  let refusals = 0
  const log = (level: string) => (facts: object, message: string) => void logged.push([level, facts, message])
  const ingest = await startIngest({
    ...options,
    log: { info: log('info'), warn: log('warn'), error: log('error') },
    open(...args) {
      if (refusals-- > 0) throw new Error('no thread is left')
      opened.push(args)
      const thread = new StubThread()
      threads.unshift(thread)
      return thread as unknown as Worker
    },
  })
  return {
    ingest,
    threads,
    opened,
    logged,
    timers,
    refuse(times) {
      refusals = times
    },
  }
}

t.test('the thread gets where the journals and the database are', async t => {
  const { ingest, opened } = await setUp(t)
  t.strictSame(opened, [['ingest/worker', { name: 'ingest', workerData: options }]])
  t.match(ingest.status(), { state: 'starting', ingested: 0, lagSeconds: 0, lastError: null })
  t.notOk('oldestWaiting' in ingest.status())
})

t.test('what the thread logs and reports is passed on', async t => {
  const { ingest, threads, logged } = await setUp(t)
  const [thread] = threads
  thread?.tell({ type: 'log', level: 'warn', facts: { n: 1 }, message: 'something' })
  t.strictSame(logged, [['warn', { n: 1 }, 'something']])
  thread?.report({ state: 'retrying', bytesBehind: 9, oldestWaiting: Date.now() - 7_000, ingested: 5 })
  const { lagSeconds, ...status } = ingest.status()
  t.match(status, { state: 'retrying', bytesBehind: 9, ingested: 5 })
  t.ok(lagSeconds >= 7 && lagSeconds < 60, `${lagSeconds}`)
  thread?.report({ oldestWaiting: Date.now() + 60_000 })
  t.equal(ingest.status().lagSeconds, 0, 'by a clock that is ahead')
})

t.test('a drain ends when its turn is told', async t => {
  const { ingest, threads } = await setUp(t)
  const [thread] = threads
  const ended: number[] = []
  const drains = [1, 2].map(n => ingest.drain().then(() => ended.push(n)))
  t.strictSame(thread?.posted, ['drain', 'drain'])
  thread?.report({ state: 'running' })
  thread?.tell({ type: 'drained' })
  await drains[0]
  t.strictSame(ended, [1])
  thread?.tell({ type: 'drained' })
  await drains[1]
  t.strictSame(ended, [1, 2])
  thread?.tell({ type: 'drained' })
})

t.test('one wake is enough until the thread has answered', async t => {
  const { ingest, threads, timers } = await setUp(t)
  const [thread] = threads
  for (let n = 0; n < 3; n++) ingest.wake()
  t.strictSame(thread?.posted, ['wake'])
  thread?.report({})
  for (let n = 0; n < 3; n++) ingest.wake()
  t.strictSame(thread?.posted, ['wake', 'wake'])
  thread?.end()
  timers[0]?.pass()
  ingest.wake()
  t.strictSame(threads[0]?.posted, ['wake'], 'another thread does not know of it')
})

t.test('a thread that dies is told of, and another one goes on counting and draining', async t => {
  const { ingest, threads, opened, logged, timers } = await setUp(t)
  threads[0]?.report({ state: 'running', ingested: 40 })
  const drains = [ingest.drain(), ingest.drain()]
  threads[0]?.emit('error', new Error('out of memory'))
  t.strictSame(logged, [['error', { error: 'out of memory' }, 'The ingest thread died.']])
  threads[0]?.end()
  t.match(ingest.status(), { state: 'restarting', ingested: 40, lastError: 'out of memory' })
  t.equal(opened.length, 1)
  timers[0]?.pass()
  t.strictSame(opened[1], opened[0])
  t.strictSame(threads[0]?.posted, ['drain', 'drain'])
  threads[0]?.report({ state: 'running', ingested: 2 })
  t.match(ingest.status(), { state: 'running', ingested: 42, lastError: null })
  for (const _ of drains) threads[0]?.tell({ type: 'drained' })
  await Promise.all(drains)
})

t.test('pauses before another thread double up to ten seconds, until one works', async t => {
  const { threads, timers } = await setUp(t)
  const pauses: (number | undefined)[] = []
  const die = () => {
    threads[0]?.end()
    pauses.push(timers[0]?.ms)
    timers[0]?.pass()
  }
  for (let n = 0; n < 6; n++) die()
  t.strictSame(pauses, [500, 1_000, 2_000, 4_000, 8_000, 10_000])
  threads[0]?.report({ state: 'retrying' })
  die()
  threads[0]?.report({ state: 'running' })
  die()
  t.strictSame(pauses.slice(6), [10_000, 500])
  t.strictSame(timers, [])
})

t.test('a thread that cannot be started is tried again', async t => {
  const { ingest, threads, logged, timers, refuse } = await setUp(t)
  threads[0]?.report({ state: 'running', ingested: 3 })
  threads[0]?.end()
  refuse(1)
  timers[0]?.pass()
  t.strictSame(logged, [['error', { error: 'no thread is left' }, 'The ingest thread cannot be started.']])
  t.match(ingest.status(), { state: 'restarting', ingested: 3, lastError: 'no thread is left' })
  t.equal(threads.length, 1)
  t.strictSame(
    timers.map(({ ms }) => ms),
    [1_000],
  )
  timers[0]?.pass()
  t.equal(threads.length, 2)
})

t.test('a stop lets the thread finish, which is not started again', async t => {
  const { ingest, threads, timers } = await setUp(t)
  const [thread] = threads
  let stopped = false
  const stopping = ingest.stop().then(() => {
    stopped = true
  })
  t.strictSame(thread?.posted, ['stop'])
  t.equal(ingest.status().state, 'stopped')
  t.strictSame(
    timers.map(({ ms }) => ms),
    [5_000],
  )
  thread?.report({ state: 'running', ingested: 1 })
  t.match(ingest.status(), { state: 'stopped', ingested: 1 }, 'its last batch counts')
  await Promise.resolve()
  t.equal(stopped, false)
  thread?.end()
  await stopping
  t.strictSame(timers, [])
  t.equal(thread?.terminated, 0)
  t.equal(ingest.status().state, 'stopped')
  await ingest.stop()
})

t.test('a stop that takes too long ends the thread', async t => {
  const { ingest, threads, timers } = await setUp(t)
  const stopping = ingest.stop(70)
  t.equal(timers[0]?.ms, 70)
  timers[0]?.pass()
  await stopping
  t.equal(threads[0]?.terminated, 1)
})

t.test('a stop between two threads starts no other', async t => {
  const { ingest, threads, timers } = await setUp(t)
  threads[0]?.end()
  await ingest.stop()
  t.strictSame(timers, [])
  t.equal(threads.length, 1)
})
