import t from 'tap'
import { inSlices } from '../../src/ingest/slices.js'

t.test('every item is worked on in order, and others have a turn after each hundred', async t => {
  const seen: number[] = []
  const turnsAt: number[] = []
  let done = false
  const others = (async () => {
    while (!done) {
      await new Promise(resolve => setImmediate(resolve))
      if (seen.length !== turnsAt.at(-1)) turnsAt.push(seen.length)
    }
  })()
  const items = Array.from({ length: 450 }, (_, n) => n)
  await inSlices(items, item => seen.push(item))
  done = true
  await others
  t.same(seen, items)
  t.same(turnsAt.slice(0, 4), [100, 200, 300, 400])
})
