import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { inTime } from '../src/in-time.js'

const never = new Promise<never>(() => {})

t.test('what is done in time counts, also if it fails', async t => {
  t.equal(await inTime(sleep(1, 'done'), 60_000, () => 'late'), 'done')
  await t.rejects(
    inTime(Promise.reject(new Error('failed')), 60_000, () => 'late'),
    { message: 'failed' },
  )
})

t.test('what comes later is ignored, also if it fails', async t => {
  t.equal(await inTime(never, 1, () => 'late'), 'late')
  const failing = sleep(10).then(() => {
    throw new Error('failed')
  })
  const refused = inTime(failing, 1, () => {
    throw new Error('too late')
  })
  await t.rejects(refused, { message: 'too late' })
  await t.rejects(failing)
})
