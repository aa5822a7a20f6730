import t from 'tap'
import { collectNow } from '../../src/main/garbage.js'

t.test('what nobody needs any more is collected at once', async t => {
  const kept = { links: Array(1_000).fill('kept') }
  const left = new WeakRef({ links: Array(1_000).fill('left') })
  t.equal(left.deref()?.links.length, 1_000)
  // What a WeakRef gave out is kept until the end of the turn.
  await new Promise(resolve => setImmediate(resolve))
  collectNow()
  t.equal(left.deref(), undefined)
  t.equal(kept.links.length, 1_000)
})
