import { readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { readBackup } from '../../src/backup/file.js'
import type { BackupStatus } from '../../src/backup/status.js'
import { readConfig } from '../../src/config.js'
import { backUpJob } from '../../src/jobs/back-up.js'
import { database, emptyDatabase } from '../fixtures/database.js'
import { temporaryDirectory } from '../fixtures/temporary-directory.js'

async function setUp(t: Test, env: Record<string, string> = {}) {
  const { url } = await database(t)
  const directory = join(await temporaryDirectory(t), 'backups')
  const config = readConfig({
    BASE_URL: 'https://go.example.com',
    BACKUP_DIR: directory,
    BACKUP_KEEP: '2',
    ...env,
  })
  const told: unknown[] = []
  const log = { info: (facts: unknown) => void told.push(facts) }
  const status: BackupStatus = { failed: null }
  const at = (time: string) =>
    backUpJob({ url, log, config, now: () => new Date(time), status }).run(new AbortController().signal)
  return { directory, told, at, status }
}

const nameAt = (time: string) => `fivehundred-go.example.com-${time}.backup`

t.test('a backup is written when the newest is a day old, and the oldest go', async t => {
  const { directory, told, at } = await setUp(t)
  await at('2026-05-01T03:00:00Z')
  await at('2026-05-02T02:59:59Z')
  t.strictSame(await readdir(directory), [nameAt('2026-05-01T03-00-00Z')], 'none is due yet')
  const strangers = [
    'fivehundred-other.example-2020-01-01T00-00-00Z.backup',
    'fivehundred-go.example.com-old.backup',
  ]
  for (const name of strangers) await writeFile(join(directory, name), '')
  await writeFile(join(directory, `${nameAt('2026-05-01T09-00-00Z')}.part`), 'of a service that was killed')
  await at('2026-05-02T03:00:00Z')
  await at('2026-05-03T03:00:00Z')
  t.strictSame(
    (await readdir(directory)).sort(),
    [...strangers, nameAt('2026-05-02T03-00-00Z'), nameAt('2026-05-03T03-00-00Z')].sort(),
  )
  t.equal(told.length, 3)
  t.equal((await stat(directory)).mode & 0o777, 0o700)
  t.ok(await readBackup(join(directory, nameAt('2026-05-03T03-00-00Z')), await emptyDatabase(t)))
  await at('2025-01-01T00:00:00Z')
  t.equal(told.length, 4, 'a clock that was set back does not stop them')
})

t.test('without a folder there are none, and one that cannot be used is named', async t => {
  const { told, at } = await setUp(t, { BACKUP_DIR: '' })
  await at('2026-05-01T03:00:00Z')
  t.strictSame(told, [])
  const file = join(await temporaryDirectory(t), 'file')
  await writeFile(file, '')
  const other = await setUp(t, { BACKUP_DIR: join(file, 'folder') })
  await t.rejects(other.at('2026-05-01T03:00:00Z'), {
    name: 'BackupProblem',
    message: /^The folder BACKUP_DIR \S+folder cannot be written \(ENOTDIR\): .*; name another place\.$/,
  })
})

t.test('a failure is told until the next one is good', async t => {
  const { directory, at, status } = await setUp(t)
  await writeFile(directory, 'in the way')
  await t.rejects(at('2026-05-01T03:00:00Z'))
  t.strictSame(status.failed?.at, new Date('2026-05-01T03:00:00Z'))
  t.match(
    status.failed?.problem,
    /^The folder BACKUP_DIR \S+backups cannot be written \(EEXIST\): a file has this name; /,
  )
  await rm(directory)
  await at('2026-05-01T03:10:00Z')
  t.equal(status.failed, null)
})
