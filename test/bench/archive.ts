/**
 * An archive of X with 50,000 tweets and 200 MB of pictures, imported by the command line: aimed at
 * a minute and 300 MB. `npx tsx test/bench/archive.ts [tweets] [directory]`, after `npm run build`.
 */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { archiveFiles, zip } from '../fixtures/zip.js'
import { forkServer } from './fork-server.js'

const [tweets = '50000', place = tmpdir()] = process.argv.slice(2)
const directory = await mkdtemp(join(place, 'fivehundred-bench-'))
const service = await forkServer('service', '', directory)
try {
  const file = join(directory, 'twitter.zip')
  const texts = Array.from({ length: Number(tweets) }, (_, n): [string, string] => [
    String(BigInt(Date.UTC(2020, 0) + n * 3_600_000 - 1_288_834_974_657) << 22n),
    `Tweet number ${n} has some words, and an address: https://t.co/${n.toString(36).padStart(10, 'x')}`,
  ])
  await writeFile(
    file,
    zip({
      'data/tweets_media/1.mp4': randomBytes(200 * 1024 * 1024),
      ...archiveFiles(Object.fromEntries(texts)),
    }),
  )
  for (const round of ['first', 'again']) {
    const began = performance.now()
    const child = spawn(process.execPath, ['dist/cli.js', 'import', file], {
      env: {
        ...process.env,
        FIVEHUNDRED_URL: `http://127.0.0.1:${service.port}`,
        FIVEHUNDRED_KEY: 'admin-key-of-the-bench',
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    let peak = 0
    const timer = setInterval(() => {
      peak = Math.max(peak, peakOf(child.pid))
    }, 50)
    const [status] = await once(child, 'exit')
    clearInterval(timer)
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    console.log(
      `${round}: status ${status}, ${seconds} s; at most ${peak} MB of the command, ${peakOf(service.child.pid)} MB of the service`,
    )
  }
} finally {
  await service.stop()
  await rm(directory, { recursive: true, force: true })
}

/** Megabytes that a process has had at most; 0 for one that has ended. */
function peakOf(pid = 0): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
  } catch {
    return 0
  }
}
