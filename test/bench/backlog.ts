/**
 * A journal of very many hits of 100 days, ingested by the built service while it redirects: how
 * fast, in how much memory, and how long redirects take meanwhile. Halfway, an operator drops the
 * oldest month of `clicks`. In the end all tables are compared with what was written:
 * `npx tsx test/bench/backlog.ts [millions of hits] [redirects a second] [directory]`, after
 * `npm run build`.
 */
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { connect, type Database } from '../../src/db/connect.js'
import { startEmbedded } from '../../src/db/embedded/start.js'
import { migrate } from '../../src/db/migrate.js'
import { linkChanges } from '../../src/db/schema.js'
import { encodeLine } from '../../src/journal/line.js'
import type { HitRecord } from '../../src/journal/record.js'
import { segmentPath } from '../../src/journal/segments.js'
import { storeLink } from '../fixtures/links.js'
import { makeHits, storeLinksOfHits } from './hits.js'
import { runLoad } from './run-load.js'

const [millions = 1, redirects = 200] = process.argv.slice(2, 4).map(Number)
const count = millions * 1e6
const [segmentBytes, loadSeconds, dayMs] = [16 * 1024 * 1024, 10, 86_400_000]
const from = Date.UTC(2026, 0, 1)
const dropped = { table: 'clicks_2026_01', until: Date.UTC(2026, 1, 1) }

const directory = await mkdtemp(join(process.argv[4] ?? tmpdir(), 'fivehundred-bench-'))
const server = await startEmbedded({ dataDir: directory })
const env = {
  PATH: process.env.PATH ?? '',
  DATABASE_URL: server.url,
  DATA_DIR: directory,
  HOST: '127.0.0.1',
  PORT: '0',
  ADMIN_KEY: 'admin-key-of-the-bench',
  TRUST_PROXY: 'loopback',
  X_OEMBED_URL: '',
  LOG_LEVEL: 'warn',
  JOURNAL_RETENTION_HOURS: '0',
}
const db = connect(server.url, { max: 2, statementTimeoutMs: 0 })
try {
  await migrate(server.url)
  await storeLink(db, 'bench')
  const links = await storeLinksOfHits(db, from, from + 7 * dayMs)
  const written = await fillJournal(makeHits(links, { count, from, to: from + 100 * dayMs }))
  const redirected = await drain()
  await compare(db, written, redirected)
  await command('doctor')
} finally {
  await db.$client.end({ timeout: 1 })
  await server.stop()
  await rm(directory, { recursive: true, force: true })
}

/** What tells whether a link's hits are all there: how many, of which seconds, with which ids. */
interface Written {
  hits: number
  seconds: number
  ids: number
  /** Hits that are in the month that is dropped. */
  dropped: number
}

async function fillJournal(hits: Iterable<HitRecord>): Promise<Map<number, Written>> {
  const journal = join(directory, 'journal')
  await mkdir(journal, { recursive: true })
  const written = new Map<number, Written>()
  let [segment, lines, length, bytes] = [0, [] as string[], 0, 0]
  const flush = async () => {
    const file = createWriteStream(segmentPath(journal, ++segment))
    file.end(lines.join(''))
    await once(file, 'close')
    bytes += length
    ;[lines, length] = [[], 0]
  }
  for (const hit of hits) {
    const line = encodeLine(hit)
    lines.push(line)
    length += Buffer.byteLength(line)
    if (length > segmentBytes) await flush()
    const of = written.get(hit.linkId) ?? { hits: 0, seconds: 0, ids: 0, dropped: 0 }
    written.set(hit.linkId, of)
    of.hits++
    if (hit.at < dropped.until) {
      of.dropped++
      continue
    }
    of.seconds += Math.floor(hit.at / 1000)
    of.ids ^= Number.parseInt(hit.id.slice(-8), 16)
  }
  await flush()
  console.log(
    `${count.toLocaleString('en')} hits of ${written.size} links: ${(bytes / 1e6).toFixed(0)} MB in ${segment} files`,
  )
  return written
}

/** Starts the service and stops it when everything is counted; resolves to its redirects. */
async function drain(): Promise<number> {
  const stdio: StdioOptions = ['ignore', 'pipe', 'inherit']
  const child = spawn(process.execPath, ['dist/cli.js', 'serve'], { env, stdio })
  try {
    return await watch(child, await listening(child))
  } finally {
    child.kill('SIGTERM')
    await once(child, 'close')
  }
}

function listening({ stdout }: ChildProcess): Promise<string> {
  let text = ''
  return new Promise(resolve => {
    stdout?.on('data', part => {
      text += part
      const [, found] = /listens on (http\S+)\n/.exec(text) ?? []
      if (found !== undefined) resolve(found)
    })
  })
}

async function watch({ pid }: ChildProcess, address: string): Promise<number> {
  const began = performance.now()
  const seconds = () => ((performance.now() - began) / 1000).toFixed(0)
  const health = async () => {
    const answer = await fetch(`${address}/health`)
    return (await answer.json()) as { losses: number; ingest: { ingested: number; bytesBehind: number } }
  }
  const largestMb = async () => {
    const [, kb] = /VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? []
    return Math.round(Number(kb) / 1024)
  }
  let redirected = 0
  const load = async () => {
    const { port } = new URL(address)
    const { answers, unexpected, p50, p99 } = await runLoad(port, loadSeconds, redirects)
    if (unexpected > 0) throw new Error(`${unexpected} answers were no redirects.`)
    redirected += answers
    const { ingest, losses } = await health()
    if (losses > 0) throw new Error(`${losses} hits were lost.`)
    console.log(
      `${seconds()} s: ${(ingest.ingested / 1e6).toFixed(2)} M counted, ${await largestMb()} MB at most so far; ` +
        `${(answers / loadSeconds).toFixed(0)} redirects/s, p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`,
    )
    return ingest.ingested
  }
  for (let counted = 0, isDropped = false; counted < count; ) {
    counted = await load()
    if (isDropped || counted < count / 2) continue
    await db.execute(sql`drop table ${sql.identifier(dropped.table)}`)
    isDropped = true
    console.log(`${seconds()} s: ${dropped.table} is dropped`)
  }
  while ((await health()).ingest.ingested < count + redirected) await sleep(250)
  console.log(`${seconds()} s: all are counted, ${await largestMb()} MB at most`)
  while ((await db.$count(linkChanges)) > 0) await sleep(1000)
  console.log(`${seconds()} s: all are folded, ${await largestMb()} MB at most`)
  return redirected
}

/** Link by link: hits of the months that are there one by one, those of the dropped one in sums. */
async function compare(db: Database, written: Map<number, Written>, redirected: number): Promise<void> {
  const rows = await db.execute<
    Record<keyof Written | 'id' | 'total' | 'quarters', number> & { slug: string }
  >(sql`
    select l.id::float8 as id, l.slug, c.hits, c.seconds, c.ids, t.clicks::float8 + t.excluded::float8 as total,
      (select sum(clicks + excluded)::float8 from link_quarters where link_id = l.id) as quarters
    from links l join link_totals t on t.link_id = l.id left join (
      select link_id, count(*)::float8 as hits, sum(floor(extract(epoch from clicked_at)))::float8 as seconds,
        bit_xor(('x' || right(id::text, 8))::bit(32)::int) as ids
      from clicks group by 1) as c on c.link_id = l.id`)
  const differing = rows.filter(row => {
    if (row.slug === 'bench') return row.hits !== redirected || row.total !== redirected
    const of = written.get(row.id)
    return (
      of === undefined ||
      row.hits !== of.hits - of.dropped ||
      row.seconds !== of.seconds ||
      row.ids !== of.ids ||
      row.total !== of.hits ||
      row.quarters !== of.hits
    )
  })
  const isEqual = differing.length === 0 && rows.length === written.size + 1
  console.log(isEqual ? 'all that was written is counted, once' : `${differing.length} links differ`)
  if (!isEqual) {
    console.log(differing.slice(0, 5), [...written].slice(0, 5), redirected)
    process.exitCode = 1
  }
}

async function command(...args: string[]): Promise<void> {
  const began = performance.now()
  const child = spawn(process.execPath, ['dist/cli.js', ...args], {
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [status] = await once(child, 'close')
  console.log(`${args.join(' ')}: ${status}, ${((performance.now() - began) / 1000).toFixed(0)} s`)
  if (status !== 0) process.exitCode = 1
}
