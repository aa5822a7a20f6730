// What workers add on a machine: redirects a second of the service with one process and with
// several, by turns in one run, on all processors, where the load and PostgreSQL work, too.
// npm run build; TEST_CLI=dist/cli.js TEST_DATABASE_URL=… npx tsx test/bench/workers.ts [seconds a
// round] [rounds] [workers]
import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { database } from '../fixtures/database.js'
import { countClicks } from '../fixtures/hits.js'
import { storeLink } from '../fixtures/links.js'
import { memoryOf } from '../fixtures/memory.js'
import { spawnService, workersOf } from '../fixtures/service.js'
import { type LoadResult, median, runLoad } from './run-load.js'

const [seconds = 3, rounds = 7, workers = availableParallelism()] = process.argv.slice(2).map(Number)

/** By then what the start has left is collected. */
const collectedMs = 20_000

t.setTimeout(1_200_000)

async function serve(t: Test, count: number) {
  const { db, url } = await database(t)
  await storeLink(db, 'bench')
  const service = await spawnService(t, {
    DATABASE_URL: url,
    WORKERS: String(count),
    TRUST_PROXY: 'loopback',
  })
  const { port } = new URL(service.address)
  let answers = 0
  return {
    /** Resident memory of all its processes, in megabytes. */
    async memory() {
      return [service.pid, ...(await workersOf(service))].map(memoryOf)
    },
    async load(): Promise<LoadResult> {
      const result = await runLoad(port, seconds, 0)
      answers += result.answers
      t.equal(result.unexpected, 0)
      return result
    },
    async stop() {
      await service.stop('SIGTERM')
      const again = await spawnService(t, { ...service.env, WORKERS: '1' })
      for (let left = -1; left !== 0; ) {
        const health = (await (await fetch(`${again.address}/health`)).json()) as {
          ingest: { state: string; bytesBehind: number }
        }
        left = health.ingest.state === 'running' ? health.ingest.bytesBehind : -1
      }
      t.equal(await countClicks(db), answers, `${count}: every redirect is counted once`)
      await again.stop()
    },
  }
}

const describe = ({ perSecond, p50, p99 }: LoadResult) =>
  `${perSecond}/s, p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)} ms`

t.test(`${workers} workers on ${availableParallelism()} processors`, async t => {
  const one = await serve(t, 1)
  const many = await serve(t, workers)
  await sleep(collectedMs)
  t.comment(`megabytes at rest: ${await one.memory()} and ${await many.memory()}`)
  const ratios: number[] = []
  // By turns, so that what else the machine does meets both; the first round warms up.
  for (let round = -1; round < rounds; round++) {
    const [a, b] = [await one.load(), await many.load()]
    if (round < 0) continue
    ratios.push(b.perSecond / a.perSecond)
    t.comment(`1: ${describe(a)}; ${workers}: ${describe(b)}: ${ratios.at(-1)?.toFixed(2)}`)
  }
  t.comment(
    `ratio ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`,
  )
  await one.stop()
  await many.stop()
})
