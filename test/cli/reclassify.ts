import t from 'tap'
import { commandLine } from '../fixtures/command-line.js'
import { database } from '../fixtures/database.js'
import { countRecords, randomRecords, seeded } from '../fixtures/hits.js'
import { rebuildRollups } from '../fixtures/recount.js'

t.test('a dry run says what would change, and --write changes it', async t => {
  const { db, url } = await database(t)
  const env = { DATABASE_URL: url }
  const from = Date.UTC(2026, 3, 29)
  const records = randomRecords(seeded(3), { count: 200, linkIds: [1], from, to: from + 86_400_000 })
  await countRecords(db, records)
  const bots = async () => (await db.$client`select from clicks where reason = 'bot'`).length
  const before = await bots()
  t.ok(before > 0)
  await db.$client`update clicks set reason = null where reason = 'bot'`

  const planned = await commandLine(['reclassify'], env)
  t.match(planned, { status: 0, out: `200 hits judged; ${before} on 1 link would change.\n`, err: /--write/ })
  t.match(planned.out, new RegExp(`${before} +human +bot`))
  t.equal(await bots(), 0)

  const written = await commandLine(['reclassify', '--from', '2026-04-29', '--write', '--json'], env)
  t.match(JSON.parse(written.out), { judged: 200, changed: before, verdicts: [{ from: 'human', to: 'bot' }] })
  t.equal(await bots(), before)
})

t.test('says how many hits older rules had judged, and no longer once they are judged again', async t => {
  const { db, url } = await database(t)
  const env = { DATABASE_URL: url }
  const from = Date.UTC(2026, 3, 29)
  await countRecords(db, randomRecords(seeded(4), { count: 20, linkIds: [1, 2], from, to: from + 1000 }))
  t.match(await commandLine(['reclassify'], env), {
    out: '20 hits judged; 0 on 0 links would change.\n',
    err: '',
  })
  await db.$client`update clicks set rules_version = 1`
  await rebuildRollups(db)
  t.match(await commandLine(['reclassify'], env), {
    out: '20 hits judged, 20 of them by older rules until now; 0 on 0 links would change.\n',
    err: /--write/,
  })
  t.match(await commandLine(['reclassify', '--write'], env), {
    out: '20 hits judged, 20 of them by older rules until now; 0 on 0 links were corrected.\n',
    err: '',
  })
  t.match(await commandLine(['reclassify'], env), { out: '20 hits judged; 0 on 0 links would change.\n' })
})

t.test('what cannot be understood changes nothing', async t => {
  const { url } = await database(t)
  const env = { DATABASE_URL: url }
  for (const time of [
    'yesterday',
    '2026-02-30',
    '9999-12-31T23:59:59-05:00',
    '9999-12-31T24:00:00Z',
    '0000-01-01',
  ]) {
    t.match(await commandLine(['reclassify', '--from', time], env), {
      status: 2,
      err: /--from must be a day/,
    })
  }
  t.match(await commandLine(['reclassify', '--link', 'nothing'], env), {
    status: 1,
    err: /no link "nothing"/,
  })
})
