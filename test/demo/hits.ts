import t from 'tap'
import { chance } from '../../src/demo/chance.js'
import { hitsOf, type InventedHit } from '../../src/demo/hits.js'
import { classify } from '../../src/ingest/steps/classify.js'

const at = new Date('2026-05-04T10:00:00Z')
const later = new Date('2027-05-04T10:00:00Z')
const windowEnd = at.getTime() + 7 * 86_400_000

/** The first human click of each person, judged as ingest does. */
function clickers(hits: InventedHit[]) {
  const first = new Map<string, ReturnType<typeof classify>>()
  for (const hit of hits) {
    const click = classify({ ...hit, id: '', linkId: 1 }, at.getTime(), new Set())
    if (click.reason === null && !first.has(click.visitor)) first.set(click.visitor, click)
  }
  return [...first.values()]
}

t.test('exactly the wished followers click within the window, on every network', async t => {
  for (const network of ['x', 'bluesky', 'mastodon'] as const) {
    const inWindow = clickers(hitsOf({ at, network, clickers: 2_000 }, chance(1), later)).filter(
      click => click.at >= at.getTime() && click.at < windowEnd,
    )
    t.equal(inWindow.filter(({ source }) => [network, 'unknown'].includes(source)).length, 2_000, network)
  }
})

t.test('half of them click within 2.8 hours, as is published', async t => {
  const delays = clickers(hitsOf({ at, network: 'x', clickers: 20_000 }, chance(2), later)).map(
    click => click.at - at.getTime(),
  )
  const soon = delays.filter(delay => delay < 2.8 * 3_600_000).length / delays.length
  t.ok(Math.abs(soon - 0.5) < 0.02, String(soon))
  const inWindow = delays.filter(delay => delay < 7 * 86_400_000).length / delays.length
  t.ok(Math.abs(inWindow - 0.984) < 0.005, String(inWindow))
})

t.test('a tweet that nobody clicks is still fetched 15 to 50 times in its first minute', async t => {
  for (let seed = 0; seed < 50; seed++) {
    const hits = hitsOf({ at, network: 'x', clickers: 0 }, chance(seed), later)
    t.ok(hits.length >= 15 && hits.length <= 50, `${hits.length} with seed ${seed}`)
    t.ok(hits.every(hit => hit.at >= at.getTime() && hit.at <= at.getTime() + 60_000))
    t.same(clickers(hits), [])
  }
})

t.test('every reason for which a hit is excluded comes up', async t => {
  const hits = hitsOf({ at, network: 'x', clickers: 1_000 }, chance(3), later)
  const reasons = hits.map(hit => classify({ ...hit, id: '', linkId: 1 }, at.getTime(), new Set()).reason)
  t.strictSame([...new Set(reasons.map(String))].sort(), [
    'bot',
    'head',
    'no-user-agent',
    'null',
    'prefetch',
    'suspect',
  ])
})

t.test('hits come in the order of time, and none before it is time', async t => {
  const until = new Date(at.getTime() + 3_600_000)
  const hits = hitsOf({ at, network: 'x', clickers: 1_000 }, chance(4), until)
  t.ok(hits.length > 100)
  t.ok(hits.every((hit, n) => hit.at >= (hits[n - 1]?.at ?? 0) && hit.at < until.getTime()))
})
