import t from 'tap'
import type { Link } from '../../../src/ingest/links.js'
import { Gathering } from '../../../src/ingest/rollups/gather.js'
import { judged } from '../../fixtures/records.js'

const windowMs = 1_000
const draft = { tweetId: 3, network: 'bluesky', windowMs }
const plain: Link = { identity: 1, window: null, tweetedAt: null, unpublished: null }

/** What clicks of a link at these times and from these sources make of its tweet. */
function gather(link: Link, ...clicks: [at: number, source: string, reason?: string][]) {
  const gathering = new Gathering(new Map([[7, link]]))
  for (const [n, [at, source, reason = null]] of clicks.entries())
    gathering.add(judged(n, { at, source, reason }))
  const { beginnings, tally, firsts } = gathering.finish()
  return {
    begins: beginnings.map(({ tweetId, linkId, from, to }) => [tweetId, linkId, from, to]),
    inside: tally.sources().map(({ source, clicks }) => [source, clicks]),
    firstInside: firsts[0]?.inWindow?.at ?? null,
  }
}

t.test('clicks count for a tweet inside its window', t => {
  const link = { ...plain, window: { from: 100, to: 200 }, tweetedAt: 100 }
  const clicks = [99, 100, 199, 200].map((at): [number, string] => [at, 'x'])
  t.strictSame(gather(link, ...clicks), { begins: [], inside: [['x', 2]], firstInside: 100 })
  t.strictSame(gather(plain, ...clicks), { begins: [], inside: [], firstInside: null })
  t.end()
})

t.test('a tweet whose time nobody gave begins with its first click from there', t => {
  const link = { ...plain, unpublished: draft }
  for (const [clicks, from, inside] of [
    [[[50, 'x']], null, []],
    [[[50, 'bluesky', 'bot']], null, []],
    [[[50, 'bluesky']], 50, [['bluesky', 1]]],
    [[[50, 'unknown']], 50, [['unknown', 1]]],
    [
      [
        [40, 'x'],
        [50, 'bluesky'],
        [60, 'unknown'],
        [70, 'x'],
        [50 + windowMs, 'x'],
      ],
      50,
      [
        ['bluesky', 1],
        ['unknown', 1],
        ['x', 1],
      ],
    ],
  ] as [[number, string, string?][], number | null, [string, number][]][])
    t.strictSame(gather(link, ...clicks), {
      begins: from === null ? [] : [[3, 7, from, from + windowMs]],
      inside,
      firstInside: from,
    })
  t.end()
})

t.test('an earlier click lets a tweet that has begun begin earlier, and no other', t => {
  const link = { ...plain, window: { from: 100, to: 100 + windowMs }, unpublished: draft }
  t.strictSame(gather(link, [99, 'bluesky'], [150, 'x']).begins, [[3, 7, 99, 99 + windowMs]])
  t.strictSame(gather(link, [99, 'x'], [100, 'bluesky'], [101, 'bluesky']), {
    begins: [],
    inside: [['bluesky', 2]],
    firstInside: 100,
  })
  t.end()
})
