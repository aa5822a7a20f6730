import { mock } from 'node:test'
import t, { type Test } from 'tap'
import { keepHearing } from '../../../../src/dashboard/client/lib/keep-hearing.js'

/** A stream as the browser's, which a test makes speak; time stands still until it is moved. */
function setUp(t: Test, chance = 0) {
  mock.timers.enable({ apis: ['setTimeout'] })
  t.teardown(() => mock.timers.reset())
  const opened: (EventTarget & { closed: boolean })[] = []
  const heard: string[] = []
  const open = () => {
    const source = Object.assign(new EventTarget(), { closed: false, close: () => {} })
    source.close = () => {
      source.closed = true
    }
    opened.push(source)
    return source as unknown as EventSource
  }
  const stop = keepHearing('/live', data => heard.push(data), { open, chance: () => chance })
  const say = (type: string, data = '') => opened.at(-1)?.dispatchEvent(new MessageEvent(type, { data }))
  // In small steps: a timer that is set meanwhile counts from where the clock then stands.
  const pass = (ms: number) => {
    for (let left = ms; left > 0; left -= 100) mock.timers.tick(Math.min(100, left))
  }
  return { opened, heard, say, pass, stop }
}

t.test('what is said is heard, and a stream that beats is left alone', async t => {
  const { opened, heard, say, pass } = setUp(t)
  for (let n = 0; n < 10; n++) {
    pass(10_000)
    say('beat')
  }
  say('message', 'news')
  pass(20_000)
  t.strictSame(heard, ['news'])
  t.equal(opened.length, 1)
})

t.test('a stream that falls silent is opened again within thirty seconds, as often as it takes', async t => {
  const { opened, heard, say, pass } = setUp(t, 1)
  say('message', 'first')
  pass(30_000)
  t.match(opened, [{ closed: true }, { closed: false }])
  pass(30_000)
  t.equal(opened.length, 3)
  say('message', 'caught up')
  t.strictSame(heard, ['first', 'caught up'])
})

t.test('a stream that ends or is refused is opened again, ever less often, but often enough', async t => {
  const { opened, say, pass } = setUp(t, 1)
  for (let n = 1; n <= 20; n++) {
    say('error')
    t.equal(opened.length, n)
    t.equal(opened[n - 1]?.closed, true)
    pass(15_000)
    t.equal(opened.length, n + 1)
  }
})

t.test('pages do not come back all at once', async t => {
  const { opened, say, pass } = setUp(t)
  say('error')
  pass(999)
  t.equal(opened.length, 1)
  pass(1)
  t.equal(opened.length, 2)
})

t.test('nothing is opened after the end', async t => {
  const { opened, say, pass, stop } = setUp(t)
  say('error')
  stop()
  pass(60_000)
  t.equal(opened.length, 1)
})
