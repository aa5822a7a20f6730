import t from 'tap'
import { linkTotals } from '../../src/db/schema.js'
import { rulesVersion } from '../../src/rollups/rules-version.js'
import { linkRules } from '../../src/stats/link-rules.js'
import { database } from '../fixtures/database.js'

const { db } = await database(t)
const store = (linkId: number, version: number) =>
  db.insert(linkTotals).values({ linkId, clicks: 5, excluded: 2, rulesVersion: version, judged: 4 })

t.test('a link without hits has the version of this node and nothing older', async t => {
  t.strictSame(await linkRules(db, 1), { version: rulesVersion, olderHits: 0 })
})

t.test('the older hits are those that its newest rules did not judge', async t => {
  await store(2, rulesVersion)
  t.strictSame(await linkRules(db, 2), { version: rulesVersion, olderHits: 3 })
})

t.test('once the rules are newer than all hits, all of them are older', async t => {
  await store(3, rulesVersion - 1)
  t.strictSame(await linkRules(db, 3), { version: rulesVersion, olderHits: 7 })
})

t.test('beside a node with newer rules, theirs is the version', async t => {
  await store(4, rulesVersion + 1)
  t.strictSame(await linkRules(db, 4), { version: rulesVersion + 1, olderHits: 3 })
})
