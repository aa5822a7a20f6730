import t from 'tap'
import { openJournal } from '../../src/journal/open.js'
import { listSegments } from '../../src/journal/segments.js'
import { clickRecord } from '../fixtures/records.js'

t.test('the directory is made, and every opening begins a new segment', async t => {
  const directory = `${t.testdir()}/data/journal`
  for (const expected of [1, 2, 3]) {
    const journal = await openJournal({ directory })
    t.equal(journal.status().segment, expected)
    await journal.append(clickRecord(expected))
    await journal.close()
  }
  t.same(await listSegments(directory), [1, 2, 3])
})

t.test('no number comes twice, though older segments are gone', async t => {
  const directory = t.testdir({ '0000000007.log': '' })
  const journal = await openJournal({ directory })
  t.teardown(() => journal.close())
  t.equal(journal.status().segment, 8)
})

t.test('a directory that cannot be made is an error at once', async t => {
  const directory = t.testdir({ file: '' })
  await t.rejects(openJournal({ directory: `${directory}/file/journal` }), { code: 'ENOTDIR' })
})
