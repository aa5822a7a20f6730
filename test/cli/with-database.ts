import { readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import t from 'tap'
import { withDatabase } from '../../src/cli/with-database.js'
import { orUnusable } from '../../src/db/unusable.js'
import { CannotStart } from '../../src/errors.js'
import { commandLine } from '../fixtures/command-line.js'
import { database, emptyDatabase } from '../fixtures/database.js'
import { severable } from '../fixtures/severable.js'
import { temporaryDirectory } from '../fixtures/temporary-directory.js'

for (const [words, table] of [
  [['reclassify', '--write'], 'link_totals'],
  [['key', 'create', '--name', 'laptop'], 'api_keys'],
  [['key', 'list'], 'api_keys'],
  [['key', 'revoke', '1'], 'api_keys'],
] as const) {
  t.test(`${words.join(' ')} says in one line that its database went away`, { timeout: 60_000 }, async t => {
    const { db, url } = await database(t)
    const outcome = await db.transaction(async tx => {
      await tx.execute(sql`lock table ${sql.identifier(table)} in access exclusive mode`)
      const running = commandLine([...words], { DATABASE_URL: url })
      for (let ended = 0; ended === 0; await sleep(20)) {
        const found = await db.$client`
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`
        ended = found.length
      }
      return running
    })
    t.match(outcome, { status: 1, out: '', err: /^Error: The database .* cannot be used: [^\n]+\n$/ })
  })
}

t.test('so it does where the server is gone, but not for a fault of its own', async t => {
  const { url } = await database(t)
  const way = await severable(t, url)
  const env = { DATABASE_URL: way.url }
  const gone = withDatabase(env, async db => {
    way.cut()
    await db.transaction(tx => tx.execute(sql`select 1`))
  })
  await t.rejects(gone, { name: 'CannotStart', message: /cannot be used/ })
  way.mend()
  const wrong = withDatabase(env, async db => db.execute(sql`select nonsense`))
  await t.rejects(wrong, { cause: { code: '42703' } })
})

t.test('what stopped a start by its own words keeps them', async t => {
  const cause = Object.assign(new Error('gone'), { code: 'ECONNREFUSED' })
  const told = new CannotStart('The pages are not built yet.', { cause })
  const config = { databaseUrl: null, dataDir: '/data' }
  t.equal(orUnusable(config, told), told)
  t.match(orUnusable(config, cause), {
    name: 'CannotStart',
    message: 'The PostgreSQL of DATA_DIR /data does not answer any more: gone (ECONNREFUSED). Try again.',
  })
})

t.test('a mistyped DATA_DIR or file makes no database, and is told with the remedy', async t => {
  const folder = await temporaryDirectory(t)
  const env = {
    DATA_DIR: join(folder, 'mistyped'),
    FIVEHUNDRED_URL: 'http://127.0.0.1:1',
    FIVEHUNDRED_KEY: 'fh_x',
  }
  const [empty, none] = [join(folder, 'empty'), join(folder, 'none')]
  await writeFile(empty, '')
  const err =
    /^Error: No Fivehundred has run with DATA_DIR .*mistyped: .* Correct DATA_DIR, or set DATABASE_URL [^\n]+\n$/
  for (const words of [
    ['backup', join(folder, 'a.backup')],
    ['move', 'postgres://127.0.0.1:1/nothing'],
    ['reclassify'],
    ['key', 'list'],
    ['key', 'edit', '1', '--name', 'x'],
    ['key', 'revoke', '1'],
  ]) {
    t.match(await commandLine(words, env), { status: 1, out: '', err }, words.join(' '))
  }
  for (const [words, message] of [
    [['restore', folder], 'EISDIR.: it is a folder; name a file in it'],
    [['restore', none], 'ENOENT.: there is no such file'],
    [['restore', empty], 'is empty: it is no backup of Fivehundred'],
    [['import', none], 'ENOENT.: there is no such file'],
    [['followers', 'import', folder], 'EISDIR.: it is a folder; name a file in it'],
    [['followers', 'import', none], 'ENOENT.: there is no such file'],
    [['clicks', 'sync', '--state', folder], 'EISDIR.: it is a folder; name a file in it'],
  ] as const) {
    t.match(
      await commandLine([...words], env),
      { status: 1, out: '', err: new RegExp(message) },
      words.join(' '),
    )
  }
  t.strictSame(await readdir(folder), ['empty'])
})

t.test('neither is a server without our tables filled', async t => {
  const url = await emptyDatabase(t)
  for (const words of [['backup', join(tmpdir(), 'never.backup')], ['reclassify'], ['key', 'list']]) {
    t.match(
      await commandLine(words, { DATABASE_URL: url }),
      {
        status: 1,
        err: /^Error: No Fivehundred has run on the database .*: it has none of its tables\. Correct DATABASE_URL/,
      },
      words.join(' '),
    )
  }
})
