import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import t from 'tap'
import { openPainter } from '../../../src/dashboard/card/painter.js'
import { openThread } from '../../../src/thread.js'

const picture = (text: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100"><text y="50" font-family="DejaVu Sans" font-size="40">${text}</text></svg>`

t.test('pictures come in the order in which they were asked for', async t => {
  const painter = openPainter()
  t.teardown(painter.close)
  const asked = ['a', 'b', 'a'].map(text => painter.paint(picture(text)))
  const [a, b, again] = await Promise.all(asked)
  t.notSame(a, b)
  t.same(a, again)
})

t.test('an invalid drawing fails alone', async t => {
  const painter = openPainter()
  t.teardown(painter.close)
  const before = painter.paint(picture('a'))
  const failing = painter.paint('<svg')
  const after = painter.paint(picture('a'))
  await t.rejects(failing, { message: 'The painting thread has ended.' })
  t.same(await before, await after)
})

t.test('pictures go on over the life of a thread', async t => {
  const painter = openPainter()
  t.teardown(painter.close)
  const asked = Array.from({ length: 45 }, (_, n) => painter.paint(picture(`${n}`)))
  t.equal(new Set((await Promise.all(asked)).map(String)).size, 45)
})

t.test('closing leaves nobody waiting', async t => {
  const painter = openPainter()
  const asked = [painter.paint(picture('a')), painter.paint(picture('b'))]
  const settled = Promise.allSettled(asked)
  await painter.close()
  for (const { status } of await settled) t.equal(status, 'rejected')
})

t.test('more than can be painted soon are turned away', async t => {
  const painter = openPainter()
  t.teardown(painter.close)
  const asked = Array.from({ length: 50 }, () => painter.paint(picture('a')))
  await t.rejects(painter.paint(picture('b')), { code: 'too-many-pictures', status: 503 })
  const order: string[] = []
  const urgent = painter.paint(picture('c'), true).then(() => order.push('urgent'))
  void asked[2]?.then(() => order.push('third'))
  t.equal((await Promise.all(asked)).length, 50)
  await urgent
  t.strictSame(order, ['urgent', 'third'], 'but not an urgent one, which is the next')
})

t.test('painting does not hold up the thread of the redirects', async t => {
  const painter = openPainter()
  t.teardown(painter.close)
  const large = picture('a').replace('width="300" height="100"', 'width="4000" height="4000"')
  let painted = false
  const painting = painter.paint(large).then(() => {
    painted = true
  })
  let turns = 0
  for (; !painted; turns++) await sleep(1)
  await painting
  t.ok(turns > 1)
})

/** Threads of which the first ones do not work: they hang, or cannot be started. */
function failing(...first: ('hangs' | 'does not start')[]): typeof openThread {
  return (module, facts) => {
    const kind = first.shift()
    if (kind === 'does not start') throw new Error('no thread is left')
    if (kind === 'hangs')
      return new Worker('require("node:worker_threads").parentPort.on("message", () => { for (;;); })', {
        eval: true,
      })
    return openThread(module, facts)
  }
}

for (const kind of ['hangs', 'does not start'] as const) {
  t.test(`a thread that ${kind} costs one picture each, and later ones are painted`, async t => {
    const painter = openPainter({ open: failing(kind, kind), timeoutMs: kind === 'hangs' ? 3_000 : 20_000 })
    t.teardown(painter.close)
    const asked = ['a', 'b', 'c', 'd'].map(text => painter.paint(picture(text)))
    const outcomes = await Promise.allSettled(asked.slice(0, 2))
    t.strictSame(
      outcomes.map(({ status }) => status),
      ['rejected', 'rejected'],
    )
    await t.resolves(Promise.all(asked.slice(2)))
    await t.resolves(painter.paint(picture('e')))
  })
}

t.test('after its close a painter starts no thread', async t => {
  let started = 0
  const open: typeof openThread = (...args) => {
    started++
    return openThread(...args)
  }
  const painter = openPainter({ open })
  const asked = painter.paint(picture('a'))
  asked.catch(() => {})
  await painter.close()
  await t.rejects(painter.paint(picture('b')))
  t.equal(started, 1)
})

t.test('also urgent pictures do not wait in any number', async t => {
  const painter = openPainter({ open: failing('hangs') })
  const asked = Array.from({ length: 60 }, () => painter.paint(picture('a'), true))
  const settled = Promise.allSettled(asked)
  await t.rejects(painter.paint(picture('b'), true), { code: 'too-many-pictures' })
  await painter.close()
  await settled
})
