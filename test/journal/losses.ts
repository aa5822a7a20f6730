import t from 'tap'
import { countLosses } from '../../src/journal/losses.js'

t.test('losses add up; the first is logged, and not each of a storm', async t => {
  const logged: unknown[] = []
  const losses = countLosses({ error: (facts: unknown) => logged.push(facts) })
  t.equal(losses.count(), 0)
  losses.add(2, new Error('query with its parameters', { cause: new Error('ECONNREFUSED') }))
  for (let n = 0; n < 100; n++) losses.add(1, new Error('down'))
  t.equal(losses.count(), 102)
  t.match(logged, [{ lost: 2, err: { message: 'ECONNREFUSED' } }])
  t.equal(logged.length, 1)
})
