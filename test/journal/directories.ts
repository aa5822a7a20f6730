import t from 'tap'
import { journalDirectories, journalDirectory } from '../../src/journal/directories.js'

t.test('each worker has a journal below the one of a single process', async t => {
  t.equal(journalDirectory('/data', null), '/data/journal')
  t.equal(journalDirectory('/data', 12), '/data/journal/worker-12')
})

t.test('the journals of all workers are found, by number, and the main one always', async t => {
  const dataDir = t.testdir({
    journal: {
      ...{ 'worker-10': {}, 'worker-9': {}, 'worker-1': {}, '0000000001.log': '', corrupt: {} },
      ...{
        'worker-0': {},
        'worker-01': {},
        'worker-x': {},
        'worker-2.old': {},
        'old-worker-2': {},
        worker: {},
      },
    },
    none: {},
    file: { journal: '' },
  })
  t.strictSame(
    await journalDirectories(dataDir),
    ['', '/worker-1', '/worker-9', '/worker-10'].map(end => `${dataDir}/journal${end}`),
  )
  t.strictSame(await journalDirectories(`${dataDir}/none`), [`${dataDir}/none/journal`])
  await t.rejects(journalDirectories(`${dataDir}/file`), { code: 'ENOTDIR' })
})
