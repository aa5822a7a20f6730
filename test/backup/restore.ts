// What comes back is what was there: the answers of the API, and every row.
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { readBackup, writeBackup } from '../../src/backup/file.js'
import { move } from '../../src/backup/move.js'
import { readTables } from '../../src/backup/tables.js'
import { connect, type Database } from '../../src/db/connect.js'
import { appliedMigrations, knownMigrations, migrate } from '../../src/db/migrate.js'
import { links } from '../../src/db/schema.js'
import { testApp } from '../fixtures/app.js'
import { emptyDatabase } from '../fixtures/database.js'
import { everyAnswer } from '../fixtures/every-answer.js'
import { filledApp } from '../fixtures/filled.js'
import { countRecords, randomRecords, seeded } from '../fixtures/hits.js'
import { temporaryDirectory } from '../fixtures/temporary-directory.js'

const now = () => new Date('2026-06-01T00:00:00Z')

function open(t: Test, url: string): Database {
  const db = connect(url, { max: 1 })
  t.teardown(() => db.$client.end({ timeout: 1 }))
  return db
}

t.test('a backup', async t => {
  const one = await filledApp(t)
  const { db } = one.ctx
  const directory = await temporaryDirectory(t)
  const file = join(directory, 'all.backup')
  const [launch] = await db.select({ id: links.id }).from(links).where(sql`slug = 'launch'`)
  const linkIds = [launch?.id ?? 0, 50]
  const [from, to] = [Date.parse('2026-04-20'), Date.parse('2026-05-31')]
  await countRecords(db, randomRecords(seeded(1), { count: 1_000, linkIds, from, to }))
  await one.api('PUT', '/links/launch/tweet', { url: 'https://x.com/me/status/2050000000000000000' })
  await one.api('POST', '/accounts/@me/followers', { followers: 7, countedAt: '2026-01-31T12:00:00Z' })
  const odd = 'a\tb\\N\n\u0001\u{1F600} "c";\r\\.'
  await one.api('PATCH', '/links/launch', { notes: odd, tags: ['{', '"', ','] })
  await one.api('POST', '/webhooks/1/test')
  // Its window has ended, so its salt is nobody's business any more.
  await db.execute(sql`update links set visitor_salt_ends_at = '2026-05-30' where slug = 'link-50'`)
  await writeBackup(one.way.url, file, { now })

  t.test('is one file that only its owner can read, and replaces none', async t => {
    t.equal((await stat(file)).mode & 0o777, 0o600)
    t.match(String(await readFile(file)).split('\n', 2), [
      'fivehundred backup 1',
      /"madeAt":"2026-06-01T00:00:00/,
    ])
    const before = await readFile(file)
    await t.rejects(writeBackup(one.way.url, file, { now }), {
      name: 'BackupProblem',
      message: `${file} exists. A backup never replaces a file: name another one.`,
    })
    t.ok(before.equals(await readFile(file)))
  })

  t.test('restored, gives every answer as before', async t => {
    const other = await testApp(t, { now, env: { API_REQUESTS_PER_MINUTE: '1000000' } })
    await other.ctx.db.execute(sql`truncate api_keys, secrets cascade`)
    const loaded = await readBackup(file, other.way.url)
    t.match(loaded, { links: 3, clicks: 1_000, accounts: 2, webhooks: 1 })
    const answersOf = ({ app }: typeof other) =>
      everyAnswer(async path => {
        const { statusCode, body } = await app.inject({
          url: path,
          headers: { authorization: `Bearer ${one.key}`, accept: 'application/json' },
        })
        return { status: statusCode, body }
      })
    const [before, after] = [await answersOf(one), await answersOf(other)]
    t.strictSame(after, before)
    const good = Object.values(before).filter(({ status }) => status < 300).length
    t.ok(good >= 25, `${good} of ${Object.keys(before).length} succeed`)
    // What is made next meets nothing that is there.
    t.equal(
      (await other.api('POST', '/links', { url: 'https://example.com/new' })).statusCode,
      401,
      'its key is gone',
    )
    const made = await other.app.inject({
      method: 'POST',
      url: '/api/v1/links',
      headers: { authorization: `Bearer ${one.key}` },
      payload: { url: 'https://example.com/new' },
    })
    t.equal(made.statusCode, 201, made.body)
  })

  t.test('has every row of every table as it was, but salts of closed windows', async t => {
    const url = await emptyDatabase(t)
    await readBackup(file, url)
    const other = open(t, url)
    const salt = (from: Database) =>
      from.execute(
        sql`select encode(visitor_salt, 'hex') as salt, length(visitor_salt) from links where slug = 'link-50'`,
      )
    t.not((await salt(other))[0]?.salt, (await salt(db))[0]?.salt)
    t.equal((await salt(other))[0]?.length, 32)
    await db.execute(sql`update links set visitor_salt = '' where slug = 'link-50'`)
    await other.execute(sql`update links set visitor_salt = '' where slug = 'link-50'`)
    const all = await readTables(db)
    t.ok(all.length > 30)
    for (const { name } of all) {
      const rows = (from: Database) =>
        from.execute(sql`select r::text from ${sql.identifier(name)} r order by 1`).then(found => [...found])
      t.strictSame(await rows(other), await rows(db), name)
    }
    t.strictSame(await sequencesOf(other), await sequencesOf(db))
    await t.rejects(readBackup(file, url), {
      name: 'BackupProblem',
      message:
        /^The database is not empty \(its table \w+ has rows\), and nothing was changed in it\. Name a new one;/,
    })
  })

  t.test('that is damaged, cut off or something else is refused before anything is written', async t => {
    const url = await emptyDatabase(t)
    const bytes = await readFile(file)
    const flipped = (at: number) => {
      const copy = Buffer.from(bytes)
      copy[at] = (copy[at] ?? 0) ^ 1
      return copy
    }
    const damaged = /is damaged or cut off: its checksum is wrong\. Nothing was restored\.$/
    const cases: [string, Buffer, RegExp][] = [
      ['a byte of its header', flipped(40), damaged],
      ['one in the middle', flipped(bytes.length >> 1), damaged],
      ['the last one', flipped(bytes.length - 1), damaged],
      ['cut off', bytes.subarray(0, -100), damaged],
      ['nearly all cut off', bytes.subarray(0, 30), damaged],
      ['more at its end', Buffer.concat([bytes, Buffer.from('x')]), damaged],
      ['empty', Buffer.alloc(0), /is empty: it is no backup of Fivehundred\.$/],
      ['a picture', Buffer.from('\x89PNG'), /is no backup of Fivehundred\.$/],
      ['of a later format', Buffer.from('fivehundred backup 2\n{}'), /is a backup of a newer Fivehundred/],
    ]
    for (const [name, content, message] of cases) {
      const path = join(directory, 'bad.backup')
      await writeFile(path, content)
      await t.rejects(readBackup(path, url), { name: 'BackupProblem', message }, name)
    }
    await t.rejects(readBackup(join(directory, 'none'), url), {
      message: /none cannot be read \(ENOENT\): there is no such file\.$/,
    })
    t.strictSame(
      [...(await open(t, url).execute(sql`select relname from pg_class where relname = 'links'`))],
      [],
    )
  })

  t.test('of a newer version is refused, and so is a newer database', async t => {
    const bytes = await readFile(file)
    const [first = '', header = ''] = bytes.toString('latin1').split('\n', 2)
    const { migrations, ...rest } = JSON.parse(header)
    const other = Buffer.from(`${first}\n${JSON.stringify({ ...rest, migrations: [...migrations, 9e15] })}\n`)
    const content = Buffer.concat([other, bytes.subarray(first.length + header.length + 2, -32)])
    const path = join(directory, 'newer.backup')
    await writeFile(path, Buffer.concat([content, createHash('sha256').update(content).digest()]))
    const url = await emptyDatabase(t)
    await t.rejects(readBackup(path, url), {
      message: /^The backup was made by Fivehundred \S+, which is newer than this one or another\./,
    })
    await migrate(url)
    await open(t, url).execute(
      sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('', 9e15)`,
    )
    await t.rejects(writeBackup(url, join(directory, 'b'), { now }), {
      message: /^The database is of a newer Fivehundred than this one/,
    })
    await t.rejects(readBackup(file, url), { message: /^The database has the tables of a newer version/ })
  })

  t.test('of an older version is restored, then brought up to date', async t => {
    const [from, to] = [await emptyDatabase(t), await emptyDatabase(t)]
    const known = knownMigrations()
    await migrate(from, undefined, known[12])
    await open(t, from).execute(sql`
      insert into links (slug, url, visitor_salt, visitor_salt_ends_at)
      values ('old', 'https://example.com/', '\\x00', '2026-01-01')`)
    const path = join(directory, 'old.backup')
    await writeBackup(from, path, { now })
    t.match(await readBackup(path, to), { links: 1 })
    const restored = open(t, to)
    t.strictSame(await appliedMigrations(restored), known)
    t.match([...(await restored.select().from(links))], [{ slug: 'old', notes: null }])
    await t.rejects(readBackup(path, to), { message: /^The database has the tables of a newer version/ })
  })

  t.test('broken off leaves an empty database that takes it again', async t => {
    const url = await emptyDatabase(t)
    const other = open(t, url)
    const stopping = new AbortController()
    const broken = readBackup(file, url, stopping.signal)
    const ended = t.rejects(broken)
    for (let found = 0; found === 0; ) {
      found = (
        await other.execute(
          sql`select from pg_stat_activity where datname = current_database() and query like 'copy%'`,
        )
      ).length
    }
    stopping.abort()
    await ended
    t.match(await readBackup(file, url), { clicks: 1_000 })
  })

  t.test('is not restored while a service runs there', async t => {
    const url = await emptyDatabase(t)
    const other = open(t, url)
    await other.execute(sql`select pg_advisory_lock(500003, 7)`)
    await t.rejects(readBackup(file, url), {
      message: 'A Fivehundred service runs on this database. Stop it first.',
    })
    const [from, to] = [url, one.way.url]
    await t.rejects(move(from, to, { now }), {
      message: 'A Fivehundred service runs on the database to move. Stop it first.',
    })
  })

  t.test('moves without a file', async t => {
    const url = await emptyDatabase(t)
    t.match(await move(one.way.url, url, { now }), { clicks: 1_000, links: 3 })
    await t.rejects(move(one.way.url, url, { now }), { message: /^The database is not empty/ })
  })

  t.test('leaves nothing when it fails', async t => {
    const folder = join(directory, 'folder')
    await mkdir(folder)
    await t.rejects(writeBackup(await emptyDatabase(t), join(folder, 'a'), { now }), {
      message: 'The database has no tables of Fivehundred yet: there is nothing to back up.',
    })
    await t.rejects(writeBackup(one.way.url, join(folder, 'none', 'a'), { now }), {
      message: /a cannot be written \(ENOENT\): its folder is not there; .* Nothing is left of it\.$/,
    })
    t.strictSame(await readdir(folder), [])
  })
})

async function sequencesOf(db: Database) {
  return [...(await db.execute(sql`select sequencename, last_value from pg_sequences order by 1`))]
}
