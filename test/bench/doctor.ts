/**
 * How long the doctor takes, and how much memory, when all is well and when it mends, for any
 * number of hits and links, made by SQL: `npx tsx test/bench/doctor.ts [hits] [links]`, after `npm
 * run build`, with TEST_DATABASE_URL.
 */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { connect } from '../../src/db/connect.js'
import { migrate } from '../../src/db/migrate.js'
import { createPartitions } from '../../src/ingest/partitions.js'
import { rulesVersion } from '../../src/rollups/rules-version.js'

const hits = Number(process.argv[2] ?? 1_000_000)
const links = Number(process.argv[3] ?? 1_000)
const server = process.env.TEST_DATABASE_URL
if (!server) throw new Error('TEST_DATABASE_URL is not set.')
const admin = connect(server, { max: 1 })
const name = `bench_${randomBytes(6).toString('hex')}`
await admin.$client`create database ${admin.$client(name)}`
const url = new URL(server)
url.pathname = `/${name}`
const db = connect(url.href, { max: 2, statementTimeoutMs: 0 })
const directory = await mkdtemp(join(tmpdir(), 'fivehundred-bench-'))
try {
  await migrate(url.href)
  await fill()
  await measured('everything has to be counted', ['--fix'])
  await measured('all is well', [])
} finally {
  await rm(directory, { recursive: true, force: true })
  await db.$client.end({ timeout: 1 })
  await admin.$client`drop database ${admin.$client(name)} with (force)`
  await admin.$client.end()
}
process.exit(0)

/** Half of the hits on one link, the others on all; most visitors come twice. */
async function fill(): Promise<void> {
  const from = Date.parse('2026-01-01')
  const day = 86_400_000
  await createPartitions(db).ensure([0, 40, 70, 100].map(days => from + days * day))
  await db.execute(sql`
    insert into links (slug, url, visitor_salt, visitor_salt_ends_at)
    select 'link-' || n, 'https://example.com/' || n, sha256(n::text::bytea), now() + interval '20 days'
    from generate_series(1, ${links}::int) as n`)
  await db.execute(sql`
    insert into clicks (link_id, clicked_at, id, visitor, reason, rules_version, country, referrer, user_agent, hints,
      source, browser, system, device)
    select case when n % 2 = 0 then 1 else 1 + n % ${links} end,
      '2026-01-01Z'::timestamptz + n * interval '100 days' / ${hits}, gen_random_uuid(),
      substring(sha256((n % ${Math.ceil(hits / 2)})::text::bytea) for 16), case when n % 5 = 0 then 'bot' end,
      ${rulesVersion}, (array['DE', 'US', null])[1 + n % 3], 'https://t.co/' || n % 50, 'a browser', '{}',
      (array['x', 'unknown', 'reddit'])[1 + n % 3], 'Browser ' || n % 9, 'System ' || n % 5, 'phone'
    from generate_series(1, ${hits}::int) as n`)
  await db.execute(sql`analyze`)
}

async function measured(what: string, flags: string[]): Promise<void> {
  const at = performance.now()
  const child = spawn(process.execPath, ['dist/cli.js', 'doctor', ...flags], {
    env: { PATH: process.env.PATH ?? '', DATABASE_URL: url.href, DATA_DIR: directory },
    stdio: ['ignore', 'inherit', 'inherit'],
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
