import t from 'tap'
import { openSteps } from '../../src/main/steps.js'

function place() {
  const events: string[] = []
  const log = { debug() {}, error: (facts: { step: string }) => void events.push(`failed ${facts.step}`) }
  const { step, close } = openSteps(log)
  const run = (name: string) =>
    step(
      name,
      () => name,
      async made => void events.push(`undone ${made}`),
    )
  return { events, step, close, run }
}

t.test('steps are undone backwards, once', async t => {
  const { events, close, run } = place()
  t.equal(await run('first'), 'first')
  await run('second')
  await Promise.all([close(), close()])
  t.strictSame(events, ['undone second', 'undone first'])
})

t.test('a step that cannot be undone does not keep the others up', async t => {
  const { events, step, close, run } = place()
  await run('first')
  await step(
    'second',
    () => null,
    async () => {
      throw new Error('stuck')
    },
  )
  await close()
  t.strictSame(events, ['failed second', 'undone first'])
})

t.test('a step that failed is not undone', async t => {
  const { events, step, close, run } = place()
  await run('first')
  const failing = step(
    'second',
    () => Promise.reject(new Error('no')),
    async () => void events.push('undone second'),
  )
  await t.rejects(failing, { message: 'no' })
  await close()
  t.strictSame(events, ['undone first'])
})
