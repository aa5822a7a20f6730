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

t.test('at the end, what is lost and not yet logged is logged, once', async t => {
  const logged: unknown[] = []
  const losses = countLosses({ error: (facts: unknown) => logged.push(facts) })
  losses.close()
  t.same(logged, [], 'nothing was lost')
  losses.add(1, new Error('first'))
  losses.close()
  t.equal(logged.length, 1, 'it is logged already')
  losses.add(2, new Error('last'))
  losses.close()
  t.match(logged, [{ lost: 1 }, { lost: 3, err: { message: 'last' } }])
  losses.takeBack(3)
  t.equal(losses.count(), 0)
  losses.close()
  t.equal(logged.length, 2)
})
