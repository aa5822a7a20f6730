// A backup that was made while people clicked, restored beside a newer or an older journal: every
// answered redirect that one of both has is counted once.
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { readBackup, writeBackup } from '../../src/backup/file.js'
import { connect } from '../../src/db/connect.js'
import { browsers, Clicking, inParallel } from '../fixtures/clicking.js'
import { Client, eventually } from '../fixtures/client.js'
import { emptyDatabase, migratedDatabase } from '../fixtures/database.js'
import { rollupDifferences } from '../fixtures/recount.js'
import { adminKey, service } from '../fixtures/service.js'
import { temporaryDirectory } from '../fixtures/temporary-directory.js'

/** Clicks a link so many times; resolves to how many redirects were answered. */
async function click(address: string, times: number): Promise<number> {
  const web = new Clicking(address)
  let answered = 0
  await inParallel(times, 8, async n => {
    const visit = { userAgent: browsers[n % browsers.length] ?? '' }
    if ((await web.visit('launch', visit)).status === 302) answered++
  })
  web.close()
  return answered
}

/** Waits until so many are counted, and none comes after them. */
async function counts(t: Test, url: string, wanted: number, name: string): Promise<void> {
  const db = connect(url, { max: 1 })
  const stored = async () => Number((await db.$client`select count(*) from clicks`)[0]?.count)
  t.equal(await eventually(stored, found => found >= wanted), wanted, name)
  t.strictSame(await rollupDifferences(db), [], 'and every rollup equals a recount')
  await db.$client.end()
}

t.test('a backup made during clicks loses none and counts none twice', async t => {
  const now = () => new Date()
  const [dataDir, older, folder] = await Promise.all([1, 2, 3].map(() => temporaryDirectory(t)))
  const file = join(folder ?? '', 'a.backup')
  const [url, newer, old] = [await migratedDatabase(t), await emptyDatabase(t), await emptyDatabase(t)]
  const first = await service(t, { DATABASE_URL: url, DATA_DIR: dataDir ?? '' })
  await new Client(first.address, adminKey).ask('POST', '/links', {
    url: 'https://example.com/',
    slug: 'launch',
  })
  let answered = await click(first.address, 100)
  await counts(t, url, 100, 'the first are counted')
  await cp(join(dataDir ?? '', 'journal'), join(older ?? '', 'journal'), { recursive: true })
  const clicking = click(first.address, 1_000)
  await writeBackup(url, file, { now })
  answered += await clicking
  await first.close()
  await counts(t, url, answered, 'all are counted')

  await readBackup(file, newer)
  const second = await service(t, { DATABASE_URL: newer, DATA_DIR: dataDir ?? '' })
  await counts(t, newer, answered, 'what came after the backup comes from the newer journal')
  answered += await click(second.address, 50)
  await counts(t, newer, answered, 'and so does what comes next')

  const { clicks = 0 } = await readBackup(file, old)
  t.ok(clicks >= 100 && clicks <= 1_100, `${clicks} were in the backup`)
  const third = await service(t, { DATABASE_URL: old, DATA_DIR: older ?? '' })
  await click(third.address, 50)
  await counts(t, old, clicks + 50, 'an older journal adds nothing but what comes next')
})
