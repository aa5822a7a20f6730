// What workers add on a machine: redirects a second of the service with one process and with
// several, by turns in one run, on all processors, where the load and PostgreSQL work, too.
// npm run build; TEST_CLI=dist/cli.js TEST_DATABASE_URL=… npx tsx test/bench/workers.ts [seconds a
// round] [rounds] [workers]
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import t, { type Test } from 'tap'
import { database } from '../fixtures/database.js'
import { storeLink } from '../fixtures/links.js'
import { spawnService } from '../fixtures/service.js'

interface Result {
  perSecond: number
  answers: number
  unexpected: number
  p50: number
  p99: number
}

const [seconds = 3, rounds = 7, workers = availableParallelism()] = process.argv.slice(2).map(Number)
const loader = fileURLToPath(new URL('./load.ts', import.meta.url))

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
    memory() {
      const own = `/proc/${service.pid}/task/${service.pid}/children`
      const pids = [service.pid, ...readFileSync(own, 'utf8').split(' ').filter(Boolean)]
      return pids.map(pid =>
        Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024),
      )
    },
    async load(): Promise<Result> {
      const args = ['--import=tsx', loader, port, String(seconds), '0']
      const result = JSON.parse((await promisify(execFile)(process.execPath, args)).stdout) as Result
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
      const [row] = await db.$client`select count(*)::int as clicks from clicks`
      t.equal(row?.clicks, answers, `${count}: every redirect is counted once`)
      await again.stop()
    },
  }
}

const median = (values: number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const describe = ({ perSecond, p50, p99 }: Result) =>
  `${perSecond}/s, p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)} ms`

t.test(`${workers} workers on ${availableParallelism()} processors`, async t => {
  const one = await serve(t, 1)
  const many = await serve(t, workers)
  t.comment(`megabytes at rest: ${one.memory()} and ${many.memory()}`)
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
