// How much of a bare Fastify's rate a redirect has whose click is on disk before it is sent, on one core in one run.
// TEST_DATABASE_URL=… npx tsx test/bench/redirect.ts [seconds a round] [rounds] [directory of the journal]
import { type ChildProcess, execFile, fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import t from 'tap'
import { emptyDatabase } from '../fixtures/database.js'

interface Result {
  perSecond: number
  answers: number
  unexpected: number
  p50: number
  p99: number
}

const [seconds = 4, rounds = 3] = process.argv.slice(2, 4).map(Number)
const directory = process.argv[4] ?? tmpdir()
const pinned = spawnSync('taskset', ['-c', '1', 'true']).status === 0
const script = (name: string) => fileURLToPath(new URL(name, import.meta.url))

t.setTimeout(600_000)
t.comment(`${pinned ? 'server and load on a core each' : 'not pinned'}; ${rounds} rounds of ${seconds} s`)
const databaseUrl = await emptyDatabase(t)

async function serve(
  kind: 'bare' | 'ours',
): Promise<{ port: number; stop: () => Promise<{ records: number }> }> {
  const child: ChildProcess = fork(script('./redirect-server.ts'), [kind, databaseUrl, directory], {
    execArgv: ['--import=tsx'],
  })
  if (pinned) spawnSync('taskset', ['-acp', '0', String(child.pid)])
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  return {
    port,
    async stop() {
      let records = 0
      child.on('message', (message: { journal?: { recordsAppended: number } }) => {
        records = message.journal?.recordsAppended ?? 0
      })
      child.send('stop')
      await once(child, 'exit')
      return { records }
    },
  }
}

async function load(port: number, rate: number): Promise<Result> {
  const args = ['--import=tsx', script('./load.ts'), String(port), String(seconds), String(rate)]
  const [command, all] = pinned
    ? ['taskset', ['-c', '1', process.execPath, ...args]]
    : [process.execPath, args]
  const { stdout } = await promisify(execFile)(command, all)
  return JSON.parse(stdout) as Result
}

const median = (values: number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

const bare = await serve('bare')
const ours = await serve('ours')
const ratios: number[] = []
const rates: number[] = []
let answers = 0
let unexpected = 0
for (let round = -1; round < rounds; round++) {
  const one = await load(bare.port, 0)
  const two = await load(ours.port, 0)
  answers += two.answers
  unexpected += one.unexpected + two.unexpected
  // The first round warms up.
  if (round < 0) continue
  ratios.push(two.perSecond / one.perSecond)
  rates.push(two.perSecond)
  t.comment(
    `bare ${one.perSecond}/s, ours ${two.perSecond}/s (p99 ${two.p99.toFixed(2)} ms): ${ratios.at(-1)?.toFixed(3)}`,
  )
}
const half = await load(ours.port, Math.round(median(rates) / 2))
answers += half.answers
unexpected += half.unexpected
t.comment(
  `ratio ${median(ratios).toFixed(3)} (aim: 0.6); at half load, ${half.perSecond}/s: p50 ${half.p50.toFixed(2)} ms, p99 ${half.p99.toFixed(2)} ms (aim: under 5)`,
)
await bare.stop()
const { records } = await ours.stop()
t.equal(unexpected, 0, 'every answer was a redirect')
t.equal(records, answers, 'every redirect was in the journal')
