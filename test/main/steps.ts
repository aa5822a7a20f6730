import t from 'tap'
import { openSteps } from '../../src/main/steps.js'

function place() {
  const events: string[] = []
  const tell = (verb: string) => (facts: { step: string }) => void events.push(`${verb} ${facts.step}`)
  const stopping = new AbortController()
  const log = { debug() {}, warn: tell('left'), error: tell('failed') }
  const { step, close } = openSteps(log, stopping.signal)
  const run = (name: string) =>
    step(
      name,
      () => name,
      async made => void events.push(`undone ${made}`),
      60_000,
    )
  return { events, step, close, run, stopping }
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
    60_000,
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
    60_000,
  )
  await t.rejects(failing, { message: 'no' })
  await close()
  t.strictSame(events, ['undone first'])
})

t.test('a step that takes too long is left behind, and the others get no less time', async t => {
  const { events, step, close, run } = place()
  await run('first')
  const never = new Promise<void>(() => {})
  await step(
    'second',
    () => null,
    (_made, withinMs) => {
      t.ok(withinMs > 0 && withinMs <= 300, `${withinMs} ms`)
      return never
    },
    300,
  )
  await close()
  t.strictSame(events, ['left second', 'undone first'])
})

t.test('once the signal is aborted no step is begun, and what there is can be undone', async t => {
  const { events, close, run, stopping } = place()
  await run('first')
  stopping.abort(new Error('told to stop'))
  await t.rejects(run('second'), { message: 'told to stop' })
  await close()
  t.strictSame(events, ['undone first'])
})
