import t from 'tap'
import { cacheFor } from '../../src/badge/caching.js'

t.test('says how long to keep and to show while fetching again', async t => {
  t.equal(cacheFor(60), 'public, max-age=60, s-maxage=60, stale-while-revalidate=600')
})
