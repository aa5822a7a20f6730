// How much of a bare Fastify's rate a redirect has whose click is on disk before it is sent, on one
// core in one run: capture alone, and the whole service, whose ingest works on the same core
// (PostgreSQL works where it likes). TEST_DATABASE_URL=… npx tsx test/bench/redirect.ts [seconds a
// round] [rounds] [directory of the journal]
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { database } from '../fixtures/database.js'
import { storeLink } from '../fixtures/links.js'
import { forkServer } from './fork-server.js'
import { type LoadResult, median, runLoad } from './run-load.js'

interface Server {
  /** Resolves when it has nothing left to do, so that it does not disturb another. */
  settled(): Promise<void>
  /** Loads it, with as many requests a second as get through where `rate` is 0. */
  load(rate: number): Promise<LoadResult & { cpuMicros: number }>
  /**
   * Checks that every answer was a redirect, and of one that records, that each is in the journal.
   */
  stop(): Promise<void>
}

const [seconds = 2, rounds = 7] = process.argv.slice(2, 4).map(Number)
const directory = process.argv[4] ?? tmpdir()
const pinned = spawnSync('taskset', ['-c', '1', 'true']).status === 0

t.setTimeout(600_000)
t.comment(`${pinned ? 'servers and load on a core each' : 'not pinned'}; ${rounds} rounds of ${seconds} s`)

async function serve(t: Test, kind: 'bare' | 'capture' | 'service', databaseUrl: string): Promise<Server> {
  const { child, port, ask, stop } = await forkServer(kind, databaseUrl, directory)
  if (pinned) spawnSync('taskset', ['-acp', '0', String(child.pid)])
  let answers = 0
  let unexpected = 0

  /** Microseconds of processor time so far, of all its threads. */
  async function cpu(): Promise<number> {
    const { user, system } = await ask<NodeJS.CpuUsage>('cpu')
    return user + system
  }

  return {
    async settled() {
      for (let before = await cpu(); ; ) {
        await sleep(500)
        const now = await cpu()
        if (now - before < 0.05 * 500_000) return
        before = now
      }
    },
    async load(rate) {
      const before = await cpu()
      const result = await runLoad(port, seconds, rate, pinned ? ['taskset', '-c', '1'] : [])
      answers += result.answers
      unexpected += result.unexpected
      return { ...result, cpuMicros: ((await cpu()) - before) / result.answers }
    },
    async stop() {
      const records = await stop()
      t.equal(unexpected, 0, `${kind}: every answer was a redirect`)
      if (kind !== 'bare') t.equal(records, answers, `${kind}: every redirect is in the journal`)
    },
  }
}

const describe = ({ perSecond, cpuMicros, p50 }: LoadResult & { cpuMicros: number }) =>
  `${perSecond}/s of ${cpuMicros.toFixed(0)} µs, p50 ${p50.toFixed(2)} ms`

for (const kind of ['capture', 'service'] as const) {
  t.test(kind, async t => {
    const { db, url } = await database(t)
    await storeLink(db, 'bench')
    const bare = await serve(t, 'bare', url)
    const ours = await serve(t, kind, url)
    const ratios: number[] = []
    const rates: number[] = []
    // By turns, so that what else the machine does meets both; the first round warms up. What
    // ingest has left to do is done before the next one.
    for (let round = -1; round < rounds; round++) {
      await ours.settled()
      const one = await bare.load(0)
      const two = await ours.load(0)
      if (round < 0) continue
      ratios.push(two.perSecond / one.perSecond)
      rates.push(two.perSecond)
      t.comment(`bare ${describe(one)}; ${kind} ${describe(two)}: ${ratios.at(-1)?.toFixed(3)}`)
    }
    t.comment(`${kind}: ratio ${median(ratios).toFixed(3)} (aim: 0.6)`)
    const half = Math.round(median(rates) / 2)
    for (let round = 0; round < 3; round++) {
      await ours.settled()
      const [one, two] = [await bare.load(half), await ours.load(half)]
      const p99s = `p99 ${one.p99.toFixed(2)} and ${two.p99.toFixed(2)} ms (aim: under 5)`
      t.comment(`at half of that: bare ${describe(one)}; ${kind} ${describe(two)}; ${p99s}`)
    }
    await bare.stop()
    await ours.stop()
  })
}
