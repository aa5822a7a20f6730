import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import t from 'tap'
import { commandLine } from '../fixtures/command-line.js'
import { database, emptyDatabase } from '../fixtures/database.js'
import { storeLink } from '../fixtures/links.js'
import { cli } from '../fixtures/programs.js'
import { temporaryDirectory } from '../fixtures/temporary-directory.js'

t.test('the exit status tells a difference from trouble', async t => {
  const { db, url } = await database(t)
  const env = { DATABASE_URL: url, DATA_DIR: await temporaryDirectory(t) }
  const { id } = await storeLink(db, 'launch', { searchText: 'launch\nhttps://example.com/launch' })
  t.match(await commandLine(['doctor'], env), {
    status: 0,
    out: /^journal: 0 checked, 0 differ\n {2}there is no journal in [^\n]+\nhits: .*\nAll is well\.\n$/s,
  })
  await db.execute(sql`insert into link_totals (link_id, clicks) values (${id}, 5)`)
  t.match(await commandLine(['doctor'], env), {
    status: 1,
    out: /\ntotals: 1 checked, 1 differs\n {2}launch: stored 5\/0\/0\/0\/0, counted 0\/0\/0\/0\/0\n/,
    err: /add --fix/,
  })
  t.match(await commandLine(['doctor', '--fix'], env), {
    status: 0,
    out: /\ntotals: 1 checked, 1 differs, 1 mended\n/,
  })
  t.match(await commandLine(['doctor', '--mend'], env), { status: 2, err: /--mend/ })
  t.match(await commandLine(['doctor', 'launch'], env), { status: 2, err: /Unexpected "launch"/ })
  const empty = await emptyDatabase(t)
  t.match(await commandLine(['doctor'], { ...env, DATABASE_URL: empty }), {
    status: 3,
    err: /^Error: No Fivehundred has run on the database /,
  })
  t.match(await commandLine(['doctor'], { ...env, PORT: 'x' }), { status: 3, err: /PORT/ })
})

t.test('hits without their link are named, and left to a person', async t => {
  const { db, url } = await database(t)
  const env = { DATABASE_URL: url, DATA_DIR: await temporaryDirectory(t) }
  const { id } = await storeLink(db, 'launch')
  await db.$client`create table if not exists clicks_all partition of clicks default`
  await db.execute(sql`
    insert into clicks (link_id, clicked_at, id, visitor, rules_version, hints, source)
    values (${id}, now(), gen_random_uuid(), '\\x00', 1, '{}', 'x')`)
  await db.execute(sql`delete from links`)
  const { status, out } = await commandLine(['doctor', '--fix'], env)
  t.equal(status, 1)
  t.match(out, `  link number ${id}: 1 hits of a link that is not there\n`)
})

t.test('Ctrl-C ends it, and what it asked of the server', { timeout: 60_000 }, async t => {
  const { db, url } = await database(t)
  const env = { PATH: process.env.PATH, DATABASE_URL: url, DATA_DIR: await temporaryDirectory(t) }
  await storeLink(db, 'launch')
  await db.transaction(async tx => {
    await tx.execute(sql`lock table link_quarters in access exclusive mode`)
    const child = spawn(process.execPath, [...cli, 'doctor'], { env })
    const waits = () => db.$client`
      select from pg_stat_activity where datname = current_database() and application_name like '% doctor %'
        and wait_event_type = 'Lock'`
    while ((await waits()).length === 0) await sleep(20)
    child.kill('SIGINT')
    const [status] = await once(child, 'exit')
    t.equal(status, 130)
    for (let left = await waits(); left.length > 0; left = await waits()) await sleep(20)
  })
})
