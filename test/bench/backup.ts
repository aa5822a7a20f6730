/**
 * Backup and restore of the demo's year, each by a command of its own: how long, how much memory,
 * how large; what a visitor waits meanwhile; and whether every answer of the API is the same
 * afterwards: `npx tsx test/bench/backup.ts [clicks]`, after `npm run build`.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readConfig } from '../../src/config.js'
import { clickYear, tweetYear } from '../../src/demo/fill.js'
import { planYear } from '../../src/demo/plan.js'
import { type Service, startService } from '../../src/main.js'
import { everyAnswer } from '../fixtures/every-answer.js'
import { demoSubjects } from '../fixtures/every-page.js'

const clicks = Number(process.argv[2] ?? 1_000_000)
const key = 'a-key-for-the-bench'
const directory = await mkdtemp(join(tmpdir(), 'fivehundred-bench-'))
const began = new Date()
const file = join(directory, 'one.backup')

try {
  const one = await start('one')
  const hits = await fill(one)
  // Or the first start on the copy would make it.
  const { priorRun } = one.context
  await priorRun.begin()
  // Scores and folded numbers settle.
  await sleep(20_000)
  await measured('backup', 'one', ['backup', file])
  console.log(`${hits} hits in ${((await stat(file)).size / 1e6).toFixed(1)} MB`)
  const before = await answersOf(one)
  await clickDuring(one, () => measured('backup during clicks', 'one', ['backup', `${file}.2`]))
  await one.close()
  await measured('restore', 'two', ['restore', file])
  const two = await start('two')
  await sleep(3_000)
  const after = await answersOf(two)
  await two.close()
  const different = Object.keys(before).filter(
    name => before[name]?.body !== after[name]?.body || before[name]?.status !== after[name]?.status,
  )
  const good = Object.values(before).filter(({ status }) => status < 300).length
  console.log(
    `${Object.keys(before).length} GETs, ${good} of them with success; different: ${different.length}`,
  )
  for (const name of different)
    console.log(name, before[name]?.body.slice(0, 600), '\n   ', after[name]?.body.slice(0, 600))
} finally {
  await rm(directory, { recursive: true, force: true })
}
process.exit(0)

function environment(name: string) {
  return {
    HOST: '127.0.0.1',
    PORT: '0',
    BASE_URL: 'https://sho.rt',
    TRUST_PROXY: 'loopback',
    ADMIN_KEY: key,
    LOG_LEVEL: 'warn',
    DATA_DIR: join(directory, name),
    FOLLOWERS_REFRESH_HOURS: '0',
    X_OEMBED_URL: '',
  }
}

/** The clock stands still, so that answers can be compared. */
function start(name: string): Promise<Service> {
  return startService(readConfig(environment(name)), { now: () => began })
}

async function fill({ context }: Service): Promise<number> {
  const ctx = { ...context, now: () => began }
  const tweeted = await tweetYear(ctx, planYear({ clicks, now: began }))
  let hits = 0
  for await (hits of clickYear(ctx, tweeted));
  while (context.ingest.status().ingested < hits) await sleep(200)
  return hits
}

function answersOf({ address }: Service) {
  const ask = async (path: string) => {
    const answer = await fetch(address + path, {
      headers: { authorization: `Bearer ${key}`, accept: 'application/json' },
      redirect: 'manual',
    })
    return { status: answer.status, body: await answer.text() }
  }
  const { slug, handle, list } = demoSubjects
  return everyAnswer(ask, { slug, handle, name: list })
}

async function measured(what: string, name: string, words: string[]): Promise<void> {
  const at = performance.now()
  const child = spawn(process.execPath, ['dist/cli.js', ...words], {
    env: { PATH: process.env.PATH ?? '', ...environment(name) },
    stdio: 'inherit',
  })
  let peakKb = 0
  const timer = setInterval(() => {
    try {
      const [, kb = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? []
      peakKb = Math.max(peakKb, Number(kb))
    } catch {
      // It has just ended.
    }
  }, 20)
  const [status] = await once(child, 'close')
  clearInterval(timer)
  const seconds = ((performance.now() - at) / 1000).toFixed(1)
  console.log(`${what}: status ${status}, ${seconds} s, peak ${Math.round(peakKb / 1024)} MB`)
}

/** Clicks 200 times a second, and tells what the slowest waited. */
async function clickDuring({ address }: Service, work: () => Promise<void>): Promise<void> {
  const waits: number[] = []
  let failed = 0
  const click = async () => {
    const at = performance.now()
    const answer = await fetch(`${address}/${demoSubjects.slug}`, { redirect: 'manual' })
    if (answer.status !== 302) failed++
    waits.push(performance.now() - at)
  }
  for (const round of ['without', 'with']) {
    waits.length = 0
    const timer = setInterval(() => void click(), 5)
    await (round === 'with' ? work() : sleep(5_000))
    clearInterval(timer)
    waits.sort((a, b) => a - b)
    const at = (part: number) => (waits[Math.floor(waits.length * part)] ?? 0).toFixed(1)
    console.log(`${round}: ${waits.length} clicks, ${failed} failed, p50 ${at(0.5)}, p99 ${at(0.99)} ms`)
  }
}
