import { eq } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { connect, type Database } from '../../src/db/connect.js'
import { links, tweets } from '../../src/db/schema.js'
import { copyBatch } from '../../src/ingest/batch.js'
import { createPartitions } from '../../src/ingest/partitions.js'
import { prepare } from '../../src/ingest/prepare.js'
import type { Refused } from '../../src/ingest/refused.js'
import { type Store, type Stored, storeBatch, storeRecords } from '../../src/ingest/store.js'
import { isOvertaken, isRecordsFault, isRefusal } from '../../src/ingest/trouble.js'
import type { HitRecord } from '../../src/journal/record.js'
import { database } from '../fixtures/database.js'
import { randomRecords, seeded, storeLinks, storeLinkWithTweet } from '../fixtures/hits.js'
import { rollupDifferences } from '../fixtures/recount.js'

const from = Date.UTC(2026, 2, 1)
const day = 86_400_000
const progress = { nodeId: '01960000-0000-4000-8000-000000000001', moves: [] }

interface Setup {
  db: Database
  url: string
  store: Store
  kept: Refused[]
  records: HitRecord[]
}

/**
 * A database that refuses a country, as a stand-in for anything it may refuse, and records of which
 * none has it.
 */
async function setUp(t: Test): Promise<Setup> {
  const { db, url } = await database(t)
  const linkIds = [await storeLinkWithTweet(db, 'tweeted', from, from + day), 7, 8]
  await storeLinks(db, [7, 8])
  const kept: Refused[] = []
  const store = {
    db,
    partitions: createPartitions(db),
    async keep(refused: Refused[]) {
      kept.push(...refused)
    },
  }
  await store.partitions.ensure([from])
  await db.$client`alter table clicks add constraint poison check (country <> 'ZZ')`
  const records = randomRecords(seeded(5), { count: 1_000, linkIds, from, to: from + 2 * day, people: 90 })
  return { db, url, store, kept, records }
}

/** As the loop does. */
async function bring(
  { db, store }: Setup,
  records: HitRecord[],
  meanwhile?: () => Promise<unknown>,
): Promise<Stored> {
  const prepared = await prepare(db, store.partitions, records)
  await meanwhile?.()
  return storeBatch(store, prepared, async () => records, progress)
}

const stored = async (db: Database) => Number((await db.$client`select count(*) from clicks`)[0]?.count)
const poisoned = (record: HitRecord) => ({ ...record, country: 'ZZ' })
const ids = (some: { id: string }[]) => some.map(({ id }) => id).sort()
const idsOf = (refused: Refused[]) => ids(refused.map(({ record }) => record))

t.test('a batch with known clicks counts the others', async t => {
  const setup = await setUp(t)
  const { db, records } = setup
  t.match(await bring(setup, records.slice(0, 300)), { inserted: 300, duplicates: 0, refused: [] })
  t.match(await bring(setup, records.slice(200, 700)), { inserted: 400, duplicates: 100, refused: [] })
  t.match(await bring(setup, [...records, ...records]), { inserted: 300, duplicates: 1_700, refused: [] })
  t.match(await bring(setup, records), { inserted: 0, duplicates: 1_000, refused: [] })
  t.equal(await stored(db), 1_000)
  t.strictSame(await rollupDifferences(db), [])
})

t.test('a batch with poison counts the others, and sets that aside', async t => {
  const setup = await setUp(t)
  const { db, records, kept } = setup
  const bad = [0, 17, 18, 999].map(n => poisoned(records[n] as HitRecord))
  const batch = records.map(record => bad.find(({ id }) => id === record.id) ?? record)
  const { refused, ...counts } = await bring(setup, batch)
  t.strictSame(counts, { inserted: 996, duplicates: 0 })
  t.strictSame(idsOf(refused), ids(bad))
  t.strictSame(kept, refused, 'kept before the position may move')
  t.ok(
    refused.every(
      ({ why, error, record }) => why === 'database' && isRecordsFault(error) && record.country === 'ZZ',
    ),
  )
  t.equal(await stored(db), 996)
  t.strictSame(await rollupDifferences(db), [])
})

/** Another node that stores records, and has not committed when this resolves; `commit` lets it. */
async function otherNode(t: Test, url: string, records: HitRecord[]) {
  const db = connect(url, { max: 2 })
  t.teardown(() => db.$client.end({ timeout: 1 }))
  let commit = () => {}
  const committing = new Promise<void>(resolve => {
    commit = resolve
  })
  let done: Promise<unknown> = Promise.resolve()
  await new Promise<void>((resolve, reject) => {
    const transaction: Database['transaction'] = work =>
      db.transaction(async tx => {
        const result = await work(tx)
        resolve()
        await committing
        return result
      })
    const store = async () =>
      copyBatch(
        Object.assign(Object.create(db), { transaction }),
        await prepare(db, createPartitions(db), records),
        null,
      )
    done = store()
    done.catch(reject)
  })
  return { commit, done }
}

/**
 * Waits until something waits for a lock, as a copy does that meets a row of which nobody knows
 * whether it will be there.
 */
async function somethingWaits(db: Database): Promise<void> {
  for (;;) {
    const waiting = await db.$client`
      select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
    if (waiting.length > 0) return
  }
}

t.test('a batch with visitors that another node stores meanwhile counts each once', async t => {
  const setup = await setUp(t)
  const { db, url, records } = setup
  const other = await otherNode(t, url, records.slice(500))
  const mine = bring(setup, records.slice(0, 500))
  await somethingWaits(db)
  other.commit()
  await other.done
  t.match(await mine, { inserted: 500, duplicates: 0, refused: [] })
  t.equal(await stored(db), 1_000)
  t.strictSame(await rollupDifferences(db), [])
})

t.test('a batch with all three counts each once', async t => {
  const setup = await setUp(t)
  const { db, url, records } = setup
  await bring(setup, records.slice(0, 100))
  const other = await otherNode(t, url, records.slice(600))
  const bad = [150, 151, 300, 700].map(n => poisoned(records[n] as HitRecord))
  const mine = bring(
    setup,
    records
      .slice(0, 700)
      .concat(bad)
      .filter(record => record.country === 'ZZ' || !ids(bad).includes(record.id)),
  )
  await somethingWaits(db)
  other.commit()
  await other.done
  // The last of them the other node has stored, before it was poison.
  const { refused, ...counts } = await mine
  t.strictSame(counts, { inserted: 497, duplicates: 201 })
  t.strictSame(idsOf(refused), ids(bad.slice(0, 3)))
  t.equal(await stored(db), 997)
  t.strictSame(await rollupDifferences(db), [])
})

t.test('a batch that was made ready before a tweet moved counts by the window as it is now', async t => {
  const setup = await setUp(t)
  const { db, records } = setup
  const window = { windowEndsAt: new Date(from + 3_600_000) }
  const counts = await bring(setup, records, () => db.update(tweets).set(window).where(eq(tweets.id, 1)))
  t.match(counts, { inserted: 1_000, refused: [] })
  t.strictSame(await rollupDifferences(db), [])
})

t.test('clicks count only for the link they were made on', async t => {
  const setup = await setUp(t)
  const { db, records } = setup
  const [link] = await db.select().from(links).where(eq(links.id, 7))
  const ofLink = records.filter(({ linkId }) => linkId === 7)
  const identities = [link?.identity ?? 0, 1, null]
  const batch = ofLink.map((record, n) => ({ ...record, linkIdentity: identities[n % 3] ?? null }))
  batch.push({ ...(records[0] as HitRecord), id: '01960000-0000-7000-8000-00000000aaaa', linkId: 99 })
  const others = batch.filter(({ linkId, linkIdentity }) => linkId === 99 || linkIdentity === 1)
  const { refused, inserted } = await bring(setup, batch)
  t.match(
    await bring(setup, batch),
    { inserted: 0, duplicates: inserted, refused },
    'and by the other way, too',
  )
  t.strictSame(ids(refused.map(({ record }) => record)), ids(others))
  t.ok(refused.every(({ why }) => why === 'link'))
  t.equal(inserted, batch.length - others.length)
  t.equal(await stored(db), inserted)
  t.strictSame(await rollupDifferences(db), [])
})

t.test('a time that no partition can take costs its own clicks alone', async t => {
  const setup = await setUp(t)
  const { db, records } = setup
  // Clocks that are wrong by some years, and by many.
  const times = [
    Date.UTC(2039, 5),
    0,
    Date.UTC(9999, 11, 31),
    -1,
    Date.UTC(10_000, 0),
    8.64e15,
    Number.MAX_SAFE_INTEGER,
  ]
  const odd = times.map((at, n) => ({ ...(records[n] as HitRecord), at }))
  const { refused, inserted, duplicates } = await bring(setup, [...odd, ...records.slice(odd.length)])
  t.equal(duplicates, 0)
  t.strictSame(idsOf(refused), ids(odd.slice(3)))
  t.ok(refused.every(({ why }) => why === 'time'))
  t.equal(inserted, 996)
  t.strictSame(await rollupDifferences(db), [])
})

t.test(
  'a month that cannot be made costs its own clicks alone, and none where an operator has made its place',
  async t => {
    const setup = await setUp(t)
    const { db, records } = setup
    await db.$client`create table clicks_2026_05 (other integer)`
    await db.$client`create table clicks_2025 partition of clicks for values from ('2025-01-01') to ('2026-01-01')`
    const moved = records.slice(0, 60).map((record, n) => ({
      ...record,
      at: n < 20 ? Date.UTC(2026, 4, 3, n) : Date.UTC(2025, n % 12, 7),
    }))
    const { refused, inserted } = await bring(setup, [...moved, ...records.slice(60)])
    t.strictSame(idsOf(refused), ids(moved.slice(0, 20)))
    t.equal(inserted, 980)
    t.strictSame(await rollupDifferences(db), [])
  },
)

t.test('a month that was dropped while ingest ran is made again', async t => {
  const setup = await setUp(t)
  const { db, records } = setup
  await db.$client`drop table clicks_2026_03`
  t.match(await bring(setup, records), { inserted: 1_000, refused: [] })
})

t.test('trouble that is not the records’ is passed on, and tells what was done by then', async t => {
  const { db, store, records } = await setUp(t)
  const bad = records.map((record, n) => (n === 0 ? poisoned(record) : record))
  let copies = 0
  const transaction: Database['transaction'] = work => {
    if (++copies === 4) throw Object.assign(new Error('The server restarts.'), { code: '57P01' })
    return db.transaction(work)
  }
  const counts: Stored = { inserted: 0, duplicates: 0, refused: [] }
  const failing = Object.assign(Object.create(db), { transaction })
  await t.rejects(storeRecords({ db: failing, partitions: store.partitions }, bad, counts), { code: '57P01' })
  t.ok(counts.inserted > 0 && counts.inserted < 1_000, `${counts.inserted} were stored`)
  t.equal(await stored(db), counts.inserted)
  t.strictSame(await rollupDifferences(db), [])
})

t.test('a record that collides each time is tried ten times, and then set aside', async t => {
  const { db, store, records } = await setUp(t)
  let tries = 0
  const transaction: Database['transaction'] = async () => {
    tries++
    throw Object.assign(new Error('It is there.'), { code: '23505' })
  }
  const counts: Stored = { inserted: 0, duplicates: 0, refused: [] }
  const failing = Object.assign(Object.create(db), { transaction })
  await storeRecords({ db: failing, partitions: store.partitions }, records.slice(0, 1), counts)
  t.equal(tries, 10)
  t.match(counts, { inserted: 0, duplicates: 0, refused: [{ record: records[0], why: 'database' }] })
})

t.test('only data, constraints and limits are the records’ fault', async t => {
  const fails = (code: string) => Object.assign(new Error('failed'), { code })
  for (const code of ['22021', '22P02', '23502', '23514', '54000']) t.ok(isRecordsFault(fails(code)), code)
  for (const code of [
    '57P01',
    '40P01',
    '53100',
    '42P01',
    '08006',
    '25P02',
    'ECONNREFUSED',
    'CONNECTION_CLOSED',
  ]) {
    t.notOk(isRecordsFault(fails(code)), code)
    t.notOk(isOvertaken(fails(code)), code)
  }
  for (const code of ['42P01', '42703', '22021']) t.ok(isRefusal(fails(code)), code)
  for (const code of ['57P01', '40P01', 'ECONNREFUSED']) t.notOk(isRefusal(fails(code)), code)
  t.notOk(isRecordsFault(new Error('anything')))
  t.notOk(isRecordsFault(new TypeError('a mistake of ours')))
  t.ok(isRecordsFault(new Error('Failed query', { cause: fails('22021') })), 'wrapped by Drizzle')
  t.ok(isOvertaken(new Error('Failed query', { cause: fails('23505') })))
})
