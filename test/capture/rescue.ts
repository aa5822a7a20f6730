import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { startRescue } from '../../src/capture/rescue.js'
import { countLosses } from '../../src/journal/losses.js'
import type { ClickRecord } from '../../src/journal/record.js'
import { clickRecord } from '../fixtures/records.js'

const quiet = { error() {} }

t.test('clicks that come while the database is busy go together, in their order', async t => {
  const groups: number[][] = []
  const losses = countLosses(quiet)
  const rescue = startRescue(
    {
      async rescue(records) {
        await sleep(5)
        groups.push(records.map(record => Number(record.id.slice(-12))))
      },
    },
    losses,
  )
  const first = rescue(clickRecord(0))
  await sleep(1)
  await Promise.all([first, ...Array.from({ length: 2_500 }, (_, n) => rescue(clickRecord(n + 1)))])
  t.same(
    groups.flat(),
    Array.from({ length: 2_501 }, (_, n) => n),
  )
  t.ok(groups.length <= 5, `${groups.length} groups`)
  t.ok(groups.every(group => group.length <= 1_000))
  t.equal(losses.count(), 0)
})

t.test('what the database does not take is counted as lost, and the next group has its chance', async t => {
  let broken = true
  const taken: ClickRecord[] = []
  const losses = countLosses(quiet)
  const rescue = startRescue(
    {
      async rescue(records) {
        if (broken) throw new Error('down')
        taken.push(...records)
      },
    },
    losses,
  )
  await Promise.all([rescue(clickRecord(1)), rescue(clickRecord(2))])
  t.equal(losses.count(), 2)
  broken = false
  await rescue(clickRecord(3))
  t.same(taken, [clickRecord(3)])
  t.equal(losses.count(), 2)
})

t.test('a visitor does not wait for a database that hangs, and the click may still arrive', async t => {
  let answer = () => {}
  const losses = countLosses(quiet)
  const answered = new Promise<void>(resolve => {
    answer = resolve
  })
  const rescue = startRescue({ rescue: () => answered }, losses)
  const outcome = await Promise.race([
    rescue(clickRecord(1)).then(() => 'redirected'),
    sleep(8_000, 'held up'),
  ])
  t.equal(outcome, 'redirected')
  t.equal(losses.count(), 0)
  answer()
  await sleep(1)
  t.equal(losses.count(), 0)
})

t.test('more than fits into memory is lost at once', async t => {
  const losses = countLosses(quiet)
  let mend = () => {}
  const mended = new Promise<void>(resolve => {
    mend = resolve
  })
  const rescue = startRescue({ rescue: () => mended }, losses)
  const all = Array.from({ length: 20_010 }, (_, n) => rescue(clickRecord(n)))
  await sleep(1)
  t.equal(losses.count(), 10)
  mend()
  await Promise.all(all)
  t.equal(losses.count(), 10)
})
