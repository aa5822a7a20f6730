import t from 'tap'
import { Tally } from '../../../src/ingest/rollups/tally.js'
import type { JudgedHit } from '../../../src/ingest/steps/classify.js'
import { judged } from '../../fixtures/records.js'

t.test('totals are in the order of links, and a link without a change has none', t => {
  const tally = new Tally()
  const taken = judged(1, { linkId: 9 })
  for (const linkId of [8, 10, 7]) tally.hit(judged(linkId, { linkId, rulesVersion: 3 }), 1)
  tally.hit(judged(2, { linkId: 8, rulesVersion: 5, reason: 'bot' }), 1)
  tally.clicker(judged(3, { linkId: 7 }), 1)
  tally.hit(taken, 1)
  tally.hit(taken, -1)
  t.strictSame(tally.totals(), [
    { linkId: 7, clicks: 1, clickers: 1, excluded: 0, rulesVersion: 3, judged: 1 },
    { linkId: 8, clicks: 1, clickers: 0, excluded: 1, rulesVersion: 5, judged: 1 },
    { linkId: 10, clicks: 1, clickers: 0, excluded: 0, rulesVersion: 3, judged: 1 },
  ])
  t.strictSame(
    [...tally.changes()].map(({ linkId }) => linkId),
    [7, 8, 10],
  )
  t.end()
})

t.test('sources and postings of a tweet are in order, and what comes to nothing is left out', t => {
  const tally = new Tally()
  const from = (source: string, referrer: string | null, linkId = 7) =>
    judged(1, { linkId, source, referrer })
  const [one, other] = ['https://t.co/one', 'https://t.co/another']
  for (const hit of [from('x', one), from('x', other), from('bluesky', null), from('x', one, 6)])
    tally.tweet('clicks', hit, 1)
  tally.tweet('clickers', from('x', one), 1)
  tally.tweet('clicks', from('x', one), 1)
  tally.tweet('clicks', from('mail', null), 1)
  tally.tweet('clicks', from('mail', null), -1)
  const counts = (clicks: number, clickers = 0) => ({ clicks, clickers, excluded: 0 })
  t.strictSame(tally.sources(), [
    { linkId: 6, source: 'x', ...counts(1) },
    { linkId: 7, source: 'bluesky', ...counts(1) },
    { linkId: 7, source: 'x', ...counts(3, 1) },
  ])
  t.strictSame(
    tally.postings().map(({ linkId, clicks, clickers }) => ({ linkId, clicks, clickers })),
    [
      { linkId: 6, clicks: 1, clickers: 0 },
      { linkId: 7, clicks: 1, clickers: 0 },
      { linkId: 7, clicks: 2, clickers: 1 },
    ],
  )
  t.end()
})

t.test('changes name quarters, and facets by day, without what comes to nothing', t => {
  const tally = new Tally()
  const quarter = 900_000
  const hit = (n: number, facts = {}) => judged(n, { at: n * quarter, ...facts })
  for (const n of [0, 1, 96]) tally.hit(hit(n), 1)
  tally.hit(hit(5), 1)
  tally.hit(hit(5), -1)
  tally.hit(hit(2, { reason: 'bot' }), 1)
  const [change] = tally.changes()
  t.strictSame(JSON.parse(change?.quarters ?? ''), {
    0: [1, 0, 0],
    1: [1, 0, 0],
    2: [0, 0, 1],
    96: [1, 0, 0],
  })
  const facets = JSON.parse(change?.facets ?? '')
  t.strictSame(Object.keys(facets), ['0', '1'])
  t.strictSame(facets[0].country, { DE: [2, 0, 0] })
  t.strictSame(facets[0].source, { x: [2, 0, 0] })
  t.strictSame(facets[0].reason, { bot: [0, 0, 1] })
  t.strictSame(facets[1].country, { DE: [1, 0, 0] })
  const none = new Tally()
  none.hit(hit(1), 1)
  none.hit(hit(1), -1)
  t.strictSame([[...none.changes()], none.totals(), none.sources(), none.postings()], [[], [], [], []])
  t.end()
})

t.test('a clicker who moves changes where it was and where it is, and nothing else', t => {
  const moved = (from: Partial<JudgedHit>, to: Partial<JudgedHit>) => {
    const tally = new Tally()
    tally.clicker(judged(1, { at: 0, ...from }), -1)
    tally.clicker(judged(1, { at: 0, ...to }), 1)
    return [...tally.changes()].map(({ quarters, facets }) => [JSON.parse(quarters), JSON.parse(facets)])
  }
  t.strictSame(moved({ at: 0 }, { at: 900_000 }), [[{ 0: [0, -1, 0], 1: [0, 1, 0] }, {}]])
  t.strictSame(moved({ country: 'DE' }, { country: 'FR' }), [
    [{}, { 0: { country: { DE: [0, -1, 0], FR: [0, 1, 0] } } }],
  ])
  t.end()
})

t.test('what came through X for iPhone is told from the rest of its posting', t => {
  const tally = new Tally()
  for (const userAgent of ['Twitter for iPhone', null, 'Twitter for iPhone'])
    tally.tweet('clicks', judged(1, { referrer: 'https://t.co/one', userAgent }), 1)
  const common = { linkId: 7, posting: 'one', clickers: 0, excluded: 0 }
  t.strictSame(tally.postings(), [
    { ...common, xForIphone: false, clicks: 1 },
    { ...common, xForIphone: true, clicks: 2 },
  ])
  t.end()
})
