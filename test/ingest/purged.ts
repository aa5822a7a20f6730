import { readdir } from 'node:fs/promises'
import t from 'tap'
import { everything } from '../../src/auth/access.js'
import { createPartitions } from '../../src/ingest/partitions.js'
import { countRefused, keepRefused } from '../../src/ingest/refused.js'
import { type Stored, storeRecords } from '../../src/ingest/store.js'
import { purgeLink } from '../../src/purge/link.js'
import { database } from '../fixtures/database.js'
import { quiet } from '../fixtures/hits.js'
import { storeLink } from '../fixtures/links.js'
import { clickRecord } from '../fixtures/records.js'
import { temporaryDirectory } from '../fixtures/temporary-directory.js'

t.test('clicks of an erased link that are still in a journal are dropped and counted', async t => {
  const { db } = await database(t)
  const { id, identity } = await storeLink(db, 'launch')
  const links = { changed() {} } as never
  await purgeLink({ access: everything, db, links, log: quiet as never, now: () => new Date() }, 'launch')
  const records = [
    clickRecord(1, { linkId: id, linkIdentity: identity }),
    clickRecord(2, { linkId: id, linkIdentity: null }),
    // Of another database's link with the same id.
    clickRecord(3, { linkId: id, linkIdentity: identity + 1 }),
  ]
  const stored: Stored = { inserted: 0, duplicates: 0, refused: [] }
  await storeRecords({ db, partitions: createPartitions(db) }, records, stored)
  t.strictSame(
    stored.refused.map(({ record, why }) => [record.id.at(-1), why]),
    [
      ['1', 'purged'],
      ['2', 'purged'],
      ['3', 'link'],
    ],
  )
  t.strictSame(countRefused(stored.refused), { setAside: 0, unknownLinks: 1, purged: 2 })
  const directory = await temporaryDirectory(t)
  await keepRefused(directory, stored.refused.slice(0, 2), quiet)
  t.strictSame(await readdir(directory), [], 'nothing of them is kept')
})
