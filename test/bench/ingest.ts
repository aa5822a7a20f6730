/**
 * Ingest beside binary COPY of the same rows into the same table on the same server, where the aim
 * is a third of COPY's rate: `TEST_DATABASE_URL=… npx tsx test/bench/ingest.ts [clicks]`. The first
 * tenth is not timed: in a service that runs, the thread is warm. What a job does afterwards,
 * folding the changes into their tables, is timed by itself.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { connect, type Database } from '../../src/db/connect.js'
import { migrate } from '../../src/db/migrate.js'
import { foldChanges } from '../../src/ingest/rollups/fold-changes.js'
import { startIngest } from '../../src/ingest/start.js'
import { encodeLine } from '../../src/journal/line.js'
import { segmentPath } from '../../src/journal/segments.js'
import { quiet } from '../fixtures/hits.js'
import { makeHits, storeLinksOfHits } from './hits.js'

const count = Number(process.argv[2] ?? 500_000)
const rounds = 5
const week = 7 * 86_400_000
const from = Date.UTC(2026, 5, 1)
const server = process.env.TEST_DATABASE_URL
if (!server) throw new Error('TEST_DATABASE_URL is not set.')

const admin = connect(server, { max: 1 })
const name = `bench_${randomBytes(6).toString('hex')}`
await admin.$client`create database ${admin.$client(name)}`
const url = new URL(server)
url.pathname = `/${name}`
const directory = await mkdtemp(join(tmpdir(), 'fivehundred-bench-'))
const db = connect(url.href, { max: 2, statementTimeoutMs: 0 })
try {
  await migrate(url.href)
  const links = await storeLinksOfHits(db, from, from + week)
  const lines = Array.from(makeHits(links, { count, from, to: from + week }), encodeLine)
  const ratios: number[] = []
  for (let round = 1; round <= rounds; round++) {
    const ingested = await timeIngest(db, lines, round)
    const folded = await timeFolding(db)
    const copied = await timeCopy(db)
    ratios.push(ingested / copied)
    console.log(
      `round ${round}: ingest ${rate(ingested)}, COPY ${rate(copied)}, ratio ${(ingested / copied).toFixed(3)}; folding ${rate(folded)}`,
    )
  }
  const middle = ratios.sort((a, b) => a - b)[rounds >> 1] ?? 0
  console.log(`median ratio ${middle.toFixed(3)}; the aim is 0.333`)
} finally {
  await db.$client.end({ timeout: 1 })
  await admin.$client`drop database ${admin.$client(name)} with (force)`
  await admin.$client.end()
  await rm(directory, { recursive: true })
}

/** Clicks per second from the journal into all tables. */
async function timeIngest(db: Database, lines: string[], round: number): Promise<number> {
  await db.$client`truncate clicks, visitors, link_changes, link_totals, link_quarters, link_facets, tweet_sources, tweet_postings,
    total_quarters, total_facets, total_tags`
  await db.$client`update links set summed_tags = tags`
  const journalDirectory = join(directory, `round-${round}`)
  const options = {
    databaseUrl: url.href,
    journals: [{ directory: journalDirectory, nodeId: randomUUID() }],
    retentionHours: 1,
    log: quiet,
  }
  const ingest = await startIngest(options)
  await ingest.drain()
  await mkdir(journalDirectory)
  const untimed = Math.floor(count / 10)
  await writeFile(segmentPath(journalDirectory, 1), lines.slice(0, untimed).join(''))
  await ingest.drain()
  await writeFile(segmentPath(journalDirectory, 2), lines.slice(untimed).join(''))
  const began = performance.now()
  await ingest.drain()
  const seconds = (performance.now() - began) / 1000
  const { ingested, setAside } = ingest.status()
  if (ingested !== count || setAside !== 0) throw new Error(`Of ${count} clicks ${ingested} were ingested.`)
  await ingest.stop()
  return (count - untimed) / seconds
}

/** Hits per second that the job folds into the tables of quarters and facets. */
async function timeFolding(db: Database): Promise<number> {
  const began = performance.now()
  while ((await foldChanges(db)) > 0);
  return count / ((performance.now() - began) / 1000)
}

/** Rows per second of the clicks that are stored, copied in again by COPY. */
async function timeCopy(db: Database): Promise<number> {
  // A connection of postgres.js that has copied is of no further use.
  const [reader, writer] = [
    connect(url.href, { max: 1 }),
    connect(url.href, { max: 1, statementTimeoutMs: 0 }),
  ]
  const out = await reader.$client`copy (select * from clicks) to stdout (format binary)`.readable()
  const rows = Buffer.concat(await out.toArray())
  await db.$client`truncate clicks`
  await writer.$client`select 1`
  const began = performance.now()
  await pipeline(
    Readable.from([rows]),
    await writer.$client`copy clicks from stdin (format binary)`.writable(),
  )
  const seconds = (performance.now() - began) / 1000
  for (const { $client } of [reader, writer]) await $client.end({ timeout: 1 })
  const [row] = await db.$client`select count(*)::int as copied from clicks`
  if (row?.copied !== count) throw new Error(`Of ${count} clicks ${row?.copied} were copied.`)
  return count / seconds
}

function rate(perSecond: number): string {
  return `${Math.round(perSecond).toLocaleString('en')}/s`
}
