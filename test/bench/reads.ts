/**
 * Whether answers stay under 20 ms however many clicks there are: every GET of the API, badge and
 * page of a service with 100,000 links of 10,000 accounts, once for each number of clicks, of which
 * one link has a tenth: `npx tsx test/bench/reads.ts [millions of clicks, as 1,10,100] [links]
 * [directory]`, after `npm run build`. Only what answers are read from is filled, as told.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { connect, type Database } from '../../src/db/connect.js'
import { startEmbedded } from '../../src/db/embedded/start.js'
import { migrate } from '../../src/db/migrate.js'
import { type Answer, everyAnswer } from '../fixtures/every-answer.js'
import { everyPage } from '../fixtures/every-page.js'
import { fill, subjects } from './fill.js'
import { forkServer } from './fork-server.js'

const [millions = '1,10,100', links = '100000', place = tmpdir()] = process.argv.slice(2)
const sizes = millions.split(',').map(Number)
const linkCount = Number(links)
const [warming, rounds, aimMs] = [10, 7, 20]
/** They take as long as what they list; they are sent while they are read. */
const streams = /\/exports\/|\.csv/
const groupings = ['hour', 'week', 'link', 'account', 'tag', 'destination', 'referrer', 'country']
const directory = await mkdtemp(join(place, 'fivehundred-bench-'))
const server = await startEmbedded({ dataDir: directory })
const times = new Map<string, number[]>()
try {
  for (const size of sizes) await measureAt(size * 1e6)
  const columns = sizes.map(size => `${size} M`.padStart(8))
  console.log(`median of ${rounds} after ${warming}, in ms:${columns.join('')}`)
  const slowest = [...times].sort(([, a], [, b]) => Math.max(...b) - Math.max(...a))
  for (const [name, found] of slowest) {
    const cells = found.map(ms => ms.toFixed(1).padStart(8)).join('')
    const isOver = Math.max(...found) > aimMs && !streams.test(name)
    console.log(`${cells}  ${name}${isOver ? '  OVER' : ''}`)
  }
} finally {
  await server.stop()
  await rm(directory, { recursive: true, force: true })
}

async function measureAt(clicks: number): Promise<void> {
  const url = new URL(server.url)
  url.pathname = `/bench_${clicks}`
  const admin = connect(server.url, { max: 1 })
  await admin.$client`create database ${admin.$client(url.pathname.slice(1))}`
  await migrate(url.href)
  const db = connect(url.href, { max: 2, statementTimeoutMs: 0 })
  const began = performance.now()
  const filled = [...(await fill(db, { clicks, links: linkCount }))]
  const told = filled.map(([table, rows]) => `${rows.toLocaleString('en')} ${table}`).join(', ')
  const [{ counted = 0 } = {}] = await db.execute<{ counted: number }>(
    sql`select clicks::float8 as counted from total_tags where tag = ''`,
  )
  const seconds = ((performance.now() - began) / 1000).toFixed(0)
  console.log(`${counted.toLocaleString('en')} clicks in totals; ${told}; filled in ${seconds} s`)
  const service = await forkServer('service', url.href, directory)
  try {
    const ask = asker(`http://127.0.0.1:${service.port}`)
    const before = await rowsScanned(db)
    await everyAnswer(timed(ask), { slug: subjects.slug, handle: subjects.handle, name: subjects.list })
    for (const of of [subjects.slug, subjects.handle]) await timed(ask)(`/badge/${of}.svg`)
    const aYear = `&from=${new Date(Date.now() - 365 * 86_400_000).toISOString()}`
    for (const more of [...groupings, `day${aYear}`, 'day&tag=tag1', 'country&tag=tag1'])
      await timed(ask)(`/api/v1/stats?groupBy=${more}`)
    const session = { accept: 'text/html', cookie: await logIn(`http://127.0.0.1:${service.port}`) }
    for (const { path, login } of everyPage(subjects)) {
      const headers = login ? session : { accept: 'text/html' }
      await timed(address => ask(address, headers), login ? 'logged in: ' : '')(path)
    }
    // Backends tell what they have scanned ten seconds after their last work.
    await sleep(11_000)
    const after = await rowsScanned(db)
    for (const [table, rows] of after) {
      const scanned = rows - (before.get(table) ?? 0)
      if (scanned > linkCount) console.log(`${table}: ${scanned} rows were read by sequential scans`)
    }
  } finally {
    await service.stop()
    await db.$client.end()
    await admin.$client`drop database ${admin.$client(url.pathname.slice(1))} with (force)`
    await admin.$client.end()
  }
}

type Ask = (path: string, headers?: Record<string, string>) => Promise<Answer>

function asker(origin: string): Ask {
  return async (
    path,
    headers = { authorization: 'Bearer admin-key-of-the-bench', accept: 'application/json' },
  ) => {
    const answer = await fetch(origin + path, { headers, redirect: 'manual' })
    return { status: answer.status, body: await answer.text() }
  }
}

/**
 * Asks several times, after some that the service needs to compile what answers; what is not a
 * success is told, because its time says nothing.
 */
function timed(ask: Ask, prefix = ''): Ask {
  return async (path, headers) => {
    const first = await ask(path, headers)
    if (first.status >= 400) console.log(`${path}: ${first.status} ${first.body.slice(0, 200)}`)
    if (!streams.test(path)) for (let round = 0; round < warming; round++) await ask(path, headers)
    const runs: number[] = []
    for (let round = 0; round < rounds; round++) {
      const began = performance.now()
      await ask(path, headers)
      runs.push(performance.now() - began)
    }
    runs.sort((a, b) => a - b)
    const name = prefix + path
    times.set(name, [...(times.get(name) ?? []), runs[rounds >> 1] ?? Number.NaN])
    return first
  }
}

/** The cookies of somebody who has logged in. */
async function logIn(origin: string): Promise<string> {
  const page = await fetch(`${origin}/login`, { headers: { accept: 'text/html' } })
  const [, token = ''] = /name="_csrf" value="([^"]*)"/.exec(await page.text()) ?? []
  const cookies = (answer: Response) => answer.headers.getSetCookie().map(line => line.split(';')[0])
  const answer = await fetch(`${origin}/login`, {
    method: 'POST',
    headers: { accept: 'text/html', cookie: cookies(page).join('; ') },
    body: new URLSearchParams({ key: 'admin-key-of-the-bench', _csrf: token }),
    redirect: 'manual',
  })
  if (answer.status !== 303) throw new Error(`The login was answered with ${answer.status}.`)
  return [...cookies(page), ...cookies(answer)].join('; ')
}

/** Rows read by sequential scans so far, by table; the months of clicks are one. */
async function rowsScanned(db: Database): Promise<Map<string, number>> {
  const rows = await db.execute<{ name: string; rows: number }>(sql`
    select regexp_replace(relname, '^(clicks).*', '\\1') as name, sum(seq_tup_read)::float8 as rows
    from pg_stat_user_tables group by 1`)
  return new Map(rows.map(({ name, rows }) => [name, rows]))
}
