/**
 * How fast everything is exported, and how much memory the service takes for it: a million hits of
 * 10,000 links: `npx tsx test/bench/export.ts [links] [directory]`, after `npm run build`.
 */
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '../../src/db/connect.js'
import { startEmbedded } from '../../src/db/embedded/start.js'
import { migrate } from '../../src/db/migrate.js'
import { fill } from './fill.js'
import { type ForkedServer, forkServer } from './fork-server.js'

const [links = '10000', place = tmpdir()] = process.argv.slice(2)
const directory = await mkdtemp(join(place, 'fivehundred-bench-'))
const server = await startEmbedded({ dataDir: directory })
try {
  await migrate(server.url)
  const db = connect(server.url, { max: 2, statementTimeoutMs: 0 })
  await fill(db, { clicks: 1e6, links: Number(links) })
  await db.$client.end()
  const service = await forkServer('service', server.url, directory)
  try {
    for (const what of ['accounts', 'links', 'tweets', 'followers', 'clicks'])
      for (const format of ['csv', 'ndjson']) await exported(service, what, format)
  } finally {
    await service.stop()
  }
} finally {
  await server.stop()
  await rm(directory, { recursive: true, force: true })
}

async function exported({ child, port }: ForkedServer, what: string, format: string): Promise<void> {
  const memory = () => {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024
  }
  const before = memory()
  const began = performance.now()
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/exports/${what}?format=${format}`, {
    headers: { authorization: 'Bearer admin-key-of-the-bench' },
  })
  let [bytes, rows, peak] = [0, 0, before]
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.length
    for (const byte of chunk) if (byte === 10) rows++
    peak = Math.max(peak, memory())
  }
  const seconds = (performance.now() - began) / 1000
  console.log(
    `${what} as ${format}: ${answer.status}, ${rows.toLocaleString('en')} lines, ${(bytes / 1e6).toFixed(1)} MB in ${seconds.toFixed(1)} s; ` +
      `${before.toFixed(0)} MB before, ${peak.toFixed(0)} MB at most`,
  )
}
