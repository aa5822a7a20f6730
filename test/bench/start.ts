// How long the service takes from its start to the first redirect, with its embedded PostgreSQL:
// the very first start, which makes the database, and later ones.
// npm run build; npx tsx test/bench/start.ts [rounds] [directory]
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../fixtures/free-port.js'

const [rounds = 5] = process.argv.slice(2, 3).map(Number)
const place = process.argv[3] ?? tmpdir()
const key = 'admin-key-of-the-bench'
const port = await freePort()

/** Milliseconds until the link is answered; then the service is stopped. */
async function measure(dataDir: string): Promise<number> {
  const began = performance.now()
  const service = spawn(process.execPath, ['dist/cli.js', 'serve'], {
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: String(port), DATA_DIR: dataDir, ADMIN_KEY: key },
    stdio: 'ignore',
  })
  try {
    let status = await click()
    for (; status === null; status = await click()) await sleep(5)
    if (status === 404) {
      await fetch(`http://127.0.0.1:${port}/api/v1/links`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: '{"url": "https://example.com/", "slug": "bench"}',
      })
      status = await click()
    }
    if (status !== 302) throw new Error(`The link answered ${status}.`)
    return performance.now() - began
  } finally {
    service.kill('SIGTERM')
    await once(service, 'exit')
  }
}

/** The status of a click; null while nobody listens. */
async function click(): Promise<number | null> {
  return fetch(`http://127.0.0.1:${port}/bench`, { redirect: 'manual' }).then(
    answer => answer.status,
    () => null,
  )
}

function tell(what: string, times: number[]): void {
  const sorted = times.toSorted((a, b) => a - b).map(ms => (ms / 1000).toFixed(2))
  console.log(`${what}: ${sorted[sorted.length >> 1]} s (${sorted[0]}–${sorted.at(-1)})`)
}

const first: number[] = []
const later: number[] = []
for (let round = 0; round < rounds; round++) {
  const dataDir = await mkdtemp(join(place, 'fivehundred-bench-'))
  first.push(await measure(dataDir))
  later.push(await measure(dataDir))
  await rm(dataDir, { recursive: true })
}
tell('the very first start', first)
tell('a later start', later)
