import t from 'tap'
import { gather, newGroup } from '../../src/journal/group.js'

/** Turns of the event loop until it resolves; calls `eachTurn` in each. */
async function turnsOf(work: Promise<void>, eachTurn = () => {}): Promise<number> {
  let turns = 0
  let done = false
  const ended = work.then(() => {
    done = true
  })
  while (!done) {
    turns++
    eachTurn()
    await new Promise<void>(resolve => setImmediate(resolve))
  }
  await ended
  return turns
}

t.test('a single record waits for a turn of the event loop, and no longer', async t => {
  const group = newGroup()
  group.records++
  const turns = await turnsOf(gather(group))
  t.ok(turns >= 1 && turns <= 2, `${turns} turns`)
})

t.test('while each turn brings more, a group gathers for two milliseconds', async t => {
  const group = newGroup()
  group.records++
  const startedAt = performance.now()
  await turnsOf(gather(group), () => group.records++)
  t.ok(performance.now() - startedAt >= 2)
})
