import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { startRescue } from '../../src/capture/rescue.js'
import type { Context } from '../../src/context.js'
import { countLosses } from '../../src/journal/losses.js'
import type { HitRecord } from '../../src/journal/record.js'
import { clickRecord } from '../fixtures/records.js'

const quiet = { error() {} }
type Outcome = Awaited<ReturnType<Context['ingest']['rescue']>>

t.test('clicks that come while the database is busy go together, in their order', async t => {
  const groups: number[][] = []
  const logged: unknown[] = []
  const losses = countLosses({ error: (facts: unknown) => void logged.push(facts) })
  const rescue = startRescue(
    {
      async rescue(records) {
        await sleep(5)
        groups.push(records.map(record => Number(record.id.slice(-12))))
        return { lost: 0, cause: null }
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
  t.same(logged, [], 'nothing was lost, not even for a moment')
})

t.test('what the database does not take is counted as lost, and the next group has its chance', async t => {
  let broken = true
  const taken: HitRecord[] = []
  const losses = countLosses(quiet)
  const rescue = startRescue(
    {
      async rescue(records) {
        if (broken) throw new Error('down')
        taken.push(...records)
        return { lost: 0, cause: null }
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
  let answer = (_: Outcome) => {}
  const losses = countLosses(quiet)
  const answered = new Promise<Outcome>(resolve => {
    answer = resolve
  })
  const rescue = startRescue({ rescue: () => answered }, losses)
  const outcome = await Promise.race([
    rescue(clickRecord(1)).then(() => 'redirected'),
    sleep(8_000, 'held up'),
  ])
  t.equal(outcome, 'redirected')
  t.equal(losses.count(), 0)
  answer({ lost: 0, cause: null })
  await sleep(1)
  t.equal(losses.count(), 0)
})

t.test('more than fits into memory is lost at once', async t => {
  const losses = countLosses(quiet)
  let mend = (_: Outcome) => {}
  const mended = new Promise<Outcome>(resolve => {
    mend = resolve
  })
  const rescue = startRescue({ rescue: () => mended }, losses)
  const all = Array.from({ length: 20_010 }, (_, n) => rescue(clickRecord(n)))
  await sleep(1)
  t.equal(losses.count(), 10)
  mend({ lost: 0, cause: null })
  await Promise.all(all)
  t.equal(losses.count(), 10)
  await Promise.all(all.slice(0, 20_000).map((_, n) => rescue(clickRecord(n))))
  t.equal(losses.count(), 10, 'there is room again')
})

t.test('only those that are lost of a group are counted as lost', async t => {
  const losses = countLosses(quiet)
  const rescue = startRescue({ rescue: async () => ({ lost: 2, cause: new Error('down') }) }, losses)
  await Promise.all(Array.from({ length: 300 }, (_, n) => rescue(clickRecord(n))))
  t.equal(losses.count(), 2)
})

t.test('what arrives after it was given up is lost no longer', async t => {
  let answer = (_: Outcome) => {}
  const answered = new Promise<Outcome>(resolve => {
    answer = resolve
  })
  const losses = countLosses(quiet)
  const rescue = startRescue({ rescue: () => answered }, losses)
  await Promise.all([rescue(clickRecord(1)), rescue(clickRecord(2)), rescue(clickRecord(3))])
  while (losses.count() < 3) await sleep(50)
  answer({ lost: 1, cause: new Error('refused') })
  while (losses.count() > 1) await sleep(5)
  t.equal(losses.count(), 1)
})
