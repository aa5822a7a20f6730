import t from 'tap'
import { hitsCsv } from '../../src/api/hits-csv.js'
import type { Hit } from '../../src/stats/hits.js'

const hit: Hit = {
  id: '01900000-0000-7000-8000-000000000001',
  at: '2026-05-01T12:00:00.000Z',
  kind: 'human',
  reason: null,
  source: 'x',
  referrer: 'https://t.co/a1',
  country: 'DE',
  browser: 'Chrome',
  system: 'Windows',
  device: 'desktop',
  userAgent: 'Mozilla/5.0',
  visitor: '00ff',
  rulesVersion: 1,
}

async function lines(...pages: Hit[][]): Promise<string[]> {
  async function* all() {
    yield* pages
  }
  let csv = ''
  for await (const part of hitsCsv(all())) csv += part
  return csv.split('\r\n')
}

t.test('has a header and a line a hit', async t => {
  t.strictSame(await lines([hit]), [
    'at,kind,reason,source,referrer,country,browser,system,device,userAgent,visitor,rulesVersion,id',
    `2026-05-01T12:00:00.000Z,human,,x,https://t.co/a1,DE,Chrome,Windows,desktop,Mozilla/5.0,00ff,1,${hit.id}`,
    '',
  ])
})

t.test('pages follow each other under one header', async t => {
  t.equal((await lines([hit, hit], [hit])).length, 5)
  t.equal((await lines([])).length, 2)
})

t.test('quotes what would end a cell', async t => {
  const [, line] = await lines([{ ...hit, userAgent: 'a "b", c' }])
  t.match(line, ',"a ""b"", c",')
})

t.test('no cell begins like a formula', async t => {
  for (const start of ['=', '+', '-', '@']) {
    const [, line] = await lines([{ ...hit, userAgent: `${start}cmd|'/c calc'!A1` }])
    t.match(line, `,'${start}cmd|'/c calc'!A1,`)
  }
})
