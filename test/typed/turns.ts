import t from 'tap'
import { mapInTurns, takeTurns } from '../../src/typed/turns.js'

t.test('a turn ends by the clock, and the next begins when it is granted', async t => {
  let now = 0
  const turns = takeTurns(() => now)
  t.equal(turns.isOver(), false)
  now = 2.9
  t.equal(turns.isOver(), false)
  now = 3
  t.equal(turns.isOver(), true)
  await turns.next()
  t.equal(turns.isOver(), false)
})

t.test('entries are worked through in order, with pauses', async t => {
  let now = 0
  let rounds = 0
  let done = false
  const count = () => {
    rounds++
    if (!done) setImmediate(count)
  }
  count()
  const entries = Array.from({ length: 1_000 }, (_, n) => n)
  const results = await mapInTurns(
    entries,
    (entry, n) => entry + n,
    takeTurns(() => ++now),
  )
  done = true
  t.strictSame(
    results,
    entries.map(n => 2 * n),
  )
  t.ok(rounds >= 190, `${rounds} rounds of the event loop`)
  t.strictSame(await mapInTurns([], () => 1), [])
})

t.test('of all that wait one goes on in each round', async t => {
  const went: number[] = []
  let round = 0
  let done = false
  const count = () => {
    round++
    if (!done) setImmediate(count)
  }
  const all = Array.from({ length: 20 }, async () => {
    await takeTurns().next()
    went.push(round)
  })
  count()
  await Promise.all(all)
  done = true
  t.equal(new Set(went).size, 20, String(went))
})
