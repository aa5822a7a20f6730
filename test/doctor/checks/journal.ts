import { mkdirSync, readdirSync, renameSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import t from 'tap'
import { journalPositions } from '../../../src/db/schema.js'
import { listSegments, segmentPath } from '../../../src/journal/segments.js'
import { examined } from '../../fixtures/examined.js'

t.test('the journal: what was lost of it or of its hits', { timeout: 120_000 }, async t => {
  const { db, journal, doctor } = await examined(t)
  const [segment = 0] = await listSegments(journal)
  const path = segmentPath(journal, segment)
  const whole = await readFile(path)
  const places = await db.select().from(journalPositions)
  /** As if it had been read to its end. */
  const place = () => db.insert(journalPositions).values(places).onConflictDoNothing()
  await t.test('all hits are gone, and come back', async t => {
    await db.$client`delete from clicks`
    const { status, report } = await doctor()
    t.equal(status, 1)
    t.match(report.checks[0], { check: 'journal', checked: 60, differing: 60 })
    t.match(await doctor('--fix'), { status: 0 })
    t.match(await doctor(), { status: 0 })
    t.strictSame([...(await db.$client`select count(*)::int as n from clicks`)], [{ n: 60 }])
  })
  for (const [what, byte] of [
    ['a flipped byte', 100],
    ['a zeroed one', 200],
  ] as const) {
    await t.test(`${what} is named with its place, and set aside`, async t => {
      await writeFile(path, whole)
      await place()
      const damaged = Buffer.from(whole)
      damaged[byte] = what === 'a zeroed one' ? 0 : (damaged[byte] ?? 0) ^ 1
      await writeFile(path, damaged)
      const { status, report } = await doctor()
      t.equal(status, 1)
      const [{ differences = [] } = {}] = report.checks
      t.match(differences.at(-1), { name: path, what: /^damaged from byte \d+ on: \d+ bytes are no record$/ })
      t.match(await doctor('--fix'), { status: 0 })
      t.match(await doctor(), { status: 0 })
      t.ok(readdirSync(join(journal, 'corrupt')).length > 0)
    })
  }
  await t.test('the journal of a worker, too', async t => {
    await writeFile(path, whole)
    await place()
    const ofWorker = join(journal, 'worker-2')
    mkdirSync(ofWorker)
    for (const file of ['node-id', basename(path)]) renameSync(join(journal, file), join(ofWorker, file))
    await db.$client`delete from clicks`
    t.match((await doctor()).report.checks[0], { check: 'journal', checked: 60, differing: 60 })
    t.match(await doctor('--fix'), { status: 0 })
    t.match((await doctor()).report.checks[0], { check: 'journal', checked: 60, differing: 0 })
    for (const file of ['node-id', basename(path)]) renameSync(join(ofWorker, file), join(journal, file))
  })
  await t.test('a segment that is another is read again', async t => {
    await writeFile(path, whole)
    await place()
    await writeFile(path, whole.subarray(0, whole.length >> 1))
    const { status, report } = await doctor()
    t.equal(status, 1)
    t.match(report.checks[0]?.differences, [{ name: path, what: /^its stored place, byte \d+, is not one/ }])
    t.match(await doctor('--fix'), { status: 0 })
    t.match(await doctor(), { status: 0 })
  })
})
