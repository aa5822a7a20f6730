import t from 'tap'
import { inKeyOrder } from '../../../src/ingest/rollups/hits.js'
import { judged } from '../../fixtures/records.js'

t.test('hits are in the order of link, time and id, and each is there once', t => {
  const ordered = [
    judged(2, { linkId: 7, at: 5 }),
    judged(1, { linkId: 7, at: 6 }),
    judged(3, { linkId: 7, at: 6 }),
    judged(4, { linkId: 7, at: 6 }),
    judged(0, { linkId: 8, at: 1 }),
  ]
  const places = [3, 0, 2, 4, 1, 2, 0, 3, 1]
  const mixed = places.flatMap(place => ordered.slice(place, place + 1)).map(hit => ({ ...hit }))
  t.strictSame(inKeyOrder(mixed), ordered)
  t.strictSame(inKeyOrder(ordered.toReversed()), ordered)
  t.strictSame(inKeyOrder([]), [])
  t.end()
})
