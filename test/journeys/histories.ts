// Backups that do not fit together, deleted files, a database that falls back: every answered
// redirect is counted once.
import { cp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { connect } from '../../src/db/connect.js'
import { browsers, Clicking, inParallel } from '../fixtures/clicking.js'
import { Client, eventually } from '../fixtures/client.js'
import { emptyDatabase, migratedDatabase } from '../fixtures/database.js'
import { rebuildRollups, rollupDifferences } from '../fixtures/recount.js'
import { adminKey, service, spawnService } from '../fixtures/service.js'
import { severable } from '../fixtures/severable.js'
import { temporaryDirectory } from '../fixtures/temporary-directory.js'

/** Clicks a link so many times; resolves to how many redirects were answered. */
async function click(address: string, slug: string, times: number): Promise<number> {
  const web = new Clicking(address)
  let answered = 0
  await inParallel(times, 16, async n => {
    const visit = { userAgent: browsers[n % browsers.length] ?? '' }
    if ((await web.visit(slug, visit)).status === 302) answered++
  })
  web.close()
  return answered
}

async function countsAll(t: Test, url: string, answered: number): Promise<void> {
  const db = connect(url, { max: 1 })
  const stored = async () => Number((await db.$client`select count(*) from clicks`)[0]?.count)
  t.equal(
    await eventually(stored, found => found >= answered, 60_000),
    answered,
    'every answered redirect is there',
  )
  t.strictSame(await rollupDifferences(db), [], 'and every rollup equals a recount')
  await db.$client.end()
}

const health = async (address: string) => (await fetch(`${address}/health`)).json()

t.test(
  'a journal that is older than the database costs no click, nor does one without its segments',
  async t => {
    const url = await migratedDatabase(t)
    const copy = await temporaryDirectory(t)
    const first = await spawnService(t, { DATABASE_URL: url })
    const journal = join(first.env.DATA_DIR, 'journal')
    const { slug } = await new Client(first.address, adminKey).ask('POST', '/links', {
      url: 'https://example.com/',
    })
    let answered = await click(first.address, slug, 50)
    await first.stop()
    await cp(journal, copy, { recursive: true })

    const second = await spawnService(t, first.env)
    answered += await click(second.address, slug, 500)
    await second.stop()
    await rm(journal, { recursive: true })
    await cp(copy, journal, { recursive: true })

    const third = await spawnService(t, first.env)
    answered += await click(third.address, slug, 300)
    await countsAll(t, url, answered)
    const { ingest, status } = await eventually(
      () => health(third.address),
      found => found.status === 'ok',
    )
    t.equal(status, 'ok')
    t.ok(ingest.misfits > 0, 'health tells that the two did not fit')

    // Under the running service, and before a start.
    for (const name of await readdir(journal)) if (name.endsWith('.log')) await rm(join(journal, name))
    answered += await click(third.address, slug, 200)
    await third.stop()
    await countsAll(t, url, answered)
    for (const name of await readdir(journal)) if (name.endsWith('.log')) await rm(join(journal, name))
    const fourth = await spawnService(t, first.env)
    answered += await click(fourth.address, slug, 300)
    await countsAll(t, url, answered)
    t.equal(answered, 1350)
  },
)

t.test(
  'a database that falls back to an older state under the running service is brought up again',
  async t => {
    const url = await migratedDatabase(t)
    const way = await severable(t, url)
    const running = await spawnService(t, { DATABASE_URL: way.url })
    const { slug } = await new Client(running.address, adminKey).ask('POST', '/links', {
      url: 'https://example.com/',
    })
    let answered = await click(running.address, slug, 100)
    await countsAll(t, url, answered)

    const name = new URL(url).pathname.slice(1)
    const server = new URL(url)
    server.pathname = '/postgres'
    const admin = connect(server.href, { max: 1 })
    const { $client: sql } = admin
    t.teardown(() => sql.end())
    const alone = async () => {
      way.cut()
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`
      await eventually(
        async () =>
          Number((await sql`select count(*) from pg_stat_activity where datname = ${name}`)[0]?.count),
        count => count === 0,
      )
    }
    await alone()
    await sql`create database ${sql(`${name}_replica`)} template ${sql(name)}`
    way.mend()
    answered += await click(running.address, slug, 400)
    await countsAll(t, url, answered)

    await alone()
    answered += await click(running.address, slug, 50)
    await sql`drop database ${sql(name)} with (force)`
    await sql`alter database ${sql(`${name}_replica`)} rename to ${sql(name)}`
    way.mend()
    answered += await click(running.address, slug, 150)
    await countsAll(t, url, answered)
    t.equal(answered, 700)
    // What was counted before is read once more, which may take longer than what is new.
    const { ingest } = await eventually(
      () => health(running.address),
      found => found.ingest.bytesBehind === 0,
    )
    t.match(ingest, { setAside: 0, bytesBehind: 0 })
  },
)

t.test(
  'clicks of a link that the database has lost count for no other link, and come back with it',
  async t => {
    const url = await migratedDatabase(t)
    const backup = await emptyDatabase(t)
    const name = new URL(url).pathname.slice(1)
    const old = new URL(backup).pathname.slice(1)
    const server = new URL(url)
    server.pathname = '/postgres'
    const admin = connect(server.href, { max: 1 })
    const { $client: sql } = admin
    t.teardown(() => sql.end())
    const copy = async (from: string, to: string) => {
      await sql`drop database ${sql(to)} with (force)`
      await sql`create database ${sql(to)} template ${sql(from)}`
    }

    const first = await spawnService(t, { DATABASE_URL: url })
    const api = new Client(first.address, adminKey)
    const kept = await api.ask('POST', '/links', { url: 'https://example.com/kept' })
    const before = await click(first.address, kept.slug, 40)
    await countsAll(t, url, before)
    await first.stop()
    await copy(name, old)

    const second = await spawnService(t, first.env)
    const newer = new Client(second.address, adminKey)
    const lost = await newer.ask('POST', '/links', { url: 'https://example.com/lost' })
    const ofLost = await click(second.address, lost.slug, 299)
    const ofKept = await click(second.address, kept.slug, 60)
    await countsAll(t, url, before + ofLost + ofKept)
    await second.stop()
    const whole = await emptyDatabase(t)
    await copy(name, new URL(whole).pathname.slice(1))
    await copy(old, name)

    const third = await spawnService(t, first.env)
    const again = new Client(third.address, adminKey)
    const other = await again.ask('POST', '/links', { url: 'https://example.com/other' })
    const ofOther = await click(third.address, other.slug, 7)
    await countsAll(t, url, before + ofKept + ofOther)
    t.match(
      await again.ask('GET', `/links/${other.slug}`),
      { clicks: 7 },
      'it is born with no clicks of another one',
    )
    const { ingest } = await health(third.address)
    t.match(ingest, { unknownLinks: ofLost, setAside: 0 })
    await third.stop()

    // With a database that has the link, what was set aside is read as any other segment.
    const journal = join(first.env.DATA_DIR, 'journal')
    const files = await readdir(join(journal, 'unknown-links'))
    t.ok(files.length > 0)
    for (const [n, file] of files.entries()) {
      await cp(
        join(journal, 'unknown-links', file),
        join(journal, `${String(900 + n).padStart(10, '0')}.log`),
      )
    }
    await copy(new URL(whole).pathname.slice(1), name)
    const db = connect(url, { max: 1 })
    await db.$client`delete from clicks where link_id = 2`
    await rebuildRollups(db)
    await db.$client.end()
    await spawnService(t, first.env)
    // Those of the other link are unknown now.
    await countsAll(t, url, before + ofKept + ofLost)
  },
)

t.test(
  'a clock that is wrong costs the visitors nothing, and no click but those of no possible time',
  async t => {
    const clock = { ms: Date.now() }
    const running = await service(t, {}, { now: () => new Date(clock.ms) })
    const api = new Client(running.address, adminKey)
    const { slug } = await api.ask('POST', '/links', { url: 'https://example.com/' })
    let counted = 0
    for (const [year, counts] of [
      [1969, false],
      [1970, true],
      [2027, true],
      [2039, true],
      [9999, true],
      [10_000, false],
      [12_000, false],
    ] as const) {
      clock.ms = Date.UTC(year, 6)
      const answered = await click(running.address, slug, 20)
      t.equal(answered, 20, `in ${year}`)
      if (counts) counted += answered
      clock.ms = Date.UTC(2026, 11)
      if (counts)
        await eventually(
          () => api.ask('GET', `/links/${slug}`),
          found => found.clicks === counted,
        )
    }
    const stats = await api.ask('GET', `/links/${slug}/stats`)
    t.equal(stats.clicks, 80, 'in the first or the last interval')
    t.equal((await api.ask('GET', `/links/${slug}/stats?from=2039-01-01&to=2040-01-01`)).clicks, 20)
    const { ingest } = await eventually(
      () => health(running.address),
      found => found.ingest.setAside === 60 && found.ingest.bytesBehind === 0,
    )
    t.match(ingest, { setAside: 60, corrupt: 0, lastError: null, bytesBehind: 0 })
  },
)
