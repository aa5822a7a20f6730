import { readdir, readFile } from 'node:fs/promises'
import t from 'tap'
import { keepRefused } from '../../src/ingest/refused.js'
import { encodeLine } from '../../src/journal/line.js'
import { clickRecord } from '../fixtures/records.js'
import { temporaryDirectory } from '../fixtures/temporary-directory.js'

t.test('refused records are kept by the reason, and the log tells where, how many and why', async t => {
  const directory = await temporaryDirectory(t)
  const record = (n: number) => clickRecord(n)
  const logged: unknown[][] = []
  const log = {
    info() {},
    warn() {},
    error: (facts: object, message: string) => void logged.push([facts, message]),
  }
  const error = Object.assign(new Error('value too long'), { code: '22001' })
  await keepRefused(
    directory,
    [
      { record: record(1), why: 'database', error },
      { record: record(2), why: 'link' },
      { record: record(3), why: 'purged' },
      { record: record(4), why: 'time' },
      { record: record(5), why: 'database', error: new Error('another') },
    ],
    log,
  )
  t.match(logged, [
    [
      { path: /unknown-links/, hits: 1, error: undefined },
      'Hits of links that the database does not have were set aside.',
    ],
    [
      { path: /refused/, hits: 1, error: undefined },
      'Hits with a time outside of the years 1970 to 9999 were set aside.',
    ],
    [
      { path: /refused/, hits: 2, error: /value too long/ },
      'The database refused hits, which were set aside.',
    ],
  ])
  t.strictSame(Object.keys(Object(logged[0]?.[0])), ['path', 'hits'])
  const kept = async (folder: string) => {
    const names = (await readdir(`${directory}/${folder}`)).sort()
    return Promise.all(names.map(name => readFile(`${directory}/${folder}/${name}`, 'utf8')))
  }
  const line = (...some: number[]) => some.map(n => encodeLine(record(n))).join('')
  t.strictSame(await kept('unknown-links'), [line(2)])
  t.strictSame((await kept('refused')).sort(), [line(1, 5), line(4)].sort())
})
