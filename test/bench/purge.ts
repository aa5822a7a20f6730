/**
 * Erases a link with very many hits while others are counted: how long, and how fast ingest stays:
 * `TEST_DATABASE_URL=… npx tsx test/bench/purge.ts [hits]`.
 */
import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { everything } from '../../src/auth/access.js'
import { connect } from '../../src/db/connect.js'
import { migrate } from '../../src/db/migrate.js'
import { eraseLinks } from '../../src/purge/erase.js'
import { purgeLink } from '../../src/purge/link.js'
import { countRecords, randomRecords, seeded } from '../fixtures/hits.js'

const hits = Number(process.argv[2] ?? 1_000_000)
const server = process.env.TEST_DATABASE_URL
if (!server) throw new Error('TEST_DATABASE_URL is not set.')
const admin = connect(server, { max: 1 })
const name = `bench_${randomBytes(6).toString('hex')}`
await admin.$client`create database ${admin.$client(name)}`
const url = new URL(server)
url.pathname = `/${name}`
const db = connect(url.href, { max: 6, statementTimeoutMs: 0 })
const day = 86_400_000
const from = Date.parse('2026-01-01')
const chance = seeded(1)
try {
  await migrate(url.href)
  const batch = (linkIds: number[], count: number, people: number) =>
    randomRecords(chance, { count, linkIds, from, to: from + 120 * day, people })
  for (let n = 0; n < hits; n += 40_000) await countRecords(db, batch([1], 40_000, 100_000))
  await countRecords(db, batch([2], 5_000, 2_000))
  const ctx = { access: everything, db, now: () => new Date(), log: pino(), links: { changed() {} } as never }
  const count = async (label: string, until: () => boolean) => {
    const took: number[] = []
    while (!until() || took.length < 5) {
      const at = performance.now()
      await countRecords(db, batch([2], 2_500, 2_000))
      took.push(performance.now() - at)
    }
    took.sort((a, b) => a - b)
    console.log(
      `${label}: ${took.length} batches, median ${took[took.length >> 1]?.toFixed(0)} ms, slowest ${took.at(-1)?.toFixed(0)} ms`,
    )
  }
  let rounds = 0
  await count('batches of 2,500 before', () => ++rounds > 10)
  let done = false
  const at = performance.now()
  const purging = (async () => {
    await purgeLink(ctx, 'link-1')
    console.log(`answered after ${((performance.now() - at) / 1000).toFixed(1)} s`)
    await eraseLinks(db, new AbortController().signal)
    console.log(`${hits} hits erased after ${((performance.now() - at) / 1000).toFixed(1)} s`)
    done = true
  })()
  await count('meanwhile', () => done)
  await purging
} finally {
  await db.$client.end({ timeout: 1 })
  await admin.$client`drop database ${admin.$client(name)} with (force)`
  await admin.$client.end()
}
process.exit(0)
