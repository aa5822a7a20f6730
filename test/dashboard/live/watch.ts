import t from 'tap'
import type { LinkFigures } from '../../../src/dashboard/live/figures.js'
import { openWatch, type Watcher } from '../../../src/dashboard/live/watch.js'
import { eventually } from '../../fixtures/client.js'

function figures(clicks: string): LinkFigures {
  return {
    clicks,
    clickers: '0',
    excluded: '0',
    influence: '–',
    interval: '',
    people: '',
    sentence: '',
    draft: '',
  }
}

/** A database of clicks by slug, and a watch that looks into it. */
function setUp() {
  const clicks: Record<string, string> = { one: '1', two: '2' }
  const asked: string[][] = []
  const warnings: unknown[] = []
  let down = false
  const watch = openWatch({
    read: async slugs => {
      asked.push(slugs)
      if (down) throw new Error('The database is down.')
      return new Map(slugs.flatMap(slug => (clicks[slug] ? [[slug, figures(clicks[slug])]] : [])))
    },
    log: { warn: (...words: unknown[]) => void warnings.push(words) },
    pauseMs: 1,
  })
  return { clicks, asked, warnings, watch, fail: (failing: boolean) => (down = failing) }
}

/** Someone who looks, and writes down what was heard. */
function watcher(slugs: string[], takes = () => true) {
  const heard: string[] = []
  let ended = false
  const tell: Watcher['tell'] = news => {
    if (!takes()) return false
    heard.push(news.map(({ slug, clicks }) => `${slug} ${clicks}`).join(', '))
    return true
  }
  return { owner: 'me', slugs, tell, end: () => (ended = true), heard, ended: () => ended }
}

t.test('each hears everything once, then what changed, from one question for all', async t => {
  const { clicks, asked, watch } = setUp()
  const a = watcher(['one', 'two', 'nobody'])
  const b = watcher(['two'])
  watch.add(a)
  watch.add(b)
  await eventually(
    async () => b.heard.length,
    length => length === 1,
  )
  clicks.two = '3'
  await eventually(
    async () => a.heard.length + b.heard.length,
    length => length === 4,
  )
  t.same(a.heard, ['one 1, two 2', 'two 3'])
  t.same(b.heard, ['two 2', 'two 3'])
  t.same(asked.at(-1), ['one', 'two', 'nobody'])
  t.equal(watch.count('me'), 2)
  t.equal(watch.count('you'), 0)
  watch.close()
  t.ok(a.ended() && b.ended())
})

t.test('nothing is asked while nobody looks', async t => {
  const { asked, watch } = setUp()
  const a = watcher(['one'])
  watch.add(a)
  await eventually(
    async () => a.heard.length,
    length => length === 1,
  )
  watch.remove(a)
  await eventually(
    async () => asked.at(-1)?.length,
    length => length === 0,
  )
  const before = asked.length
  const b = watcher(['two'])
  watch.add(b)
  t.equal(asked.length, before + 1, 'it rested, and begins at once')
  await eventually(
    async () => b.heard.length,
    length => length === 1,
  )
  t.same(b.heard, ['two 2'])
  watch.close()
})

t.test('a listener that cannot take the news hears the newest later', async t => {
  const { clicks, asked, watch } = setUp()
  let open = false
  const slow = watcher(['one'], () => open)
  watch.add(slow)
  await eventually(
    async () => asked.length,
    length => length > 2,
  )
  clicks.one = '5'
  open = true
  await eventually(
    async () => slow.heard.length,
    length => length > 0,
  )
  t.equal(slow.heard.at(-1), 'one 5')
  watch.close()
})

t.test('a database that does not answer is named once, and asked again', async t => {
  const { asked, warnings, watch, fail } = setUp()
  fail(true)
  const a = watcher(['one'])
  watch.add(a)
  await eventually(
    async () => asked.length,
    length => length > 3,
  )
  t.equal(warnings.length, 1)
  fail(false)
  await eventually(
    async () => a.heard.length,
    length => length === 1,
  )
  t.same(a.heard, ['one 1'])
  watch.close()
})

t.test('a question that is never answered is given up for the next one', async t => {
  const { setTimeout: real } = globalThis
  t.intercept(globalThis, 'setTimeout', {
    value: (run: () => void, ms: number) => real(run, ms === 10_000 ? 20 : ms),
  })
  let asked = 0
  const warnings: unknown[] = []
  const watch = openWatch({
    read: async () => (++asked === 1 ? new Promise(() => {}) : new Map([['one', figures('1')]])),
    log: { warn: (...words: unknown[]) => void warnings.push(words) },
    pauseMs: 1,
  })
  const me = watcher(['one'])
  watch.add(me)
  await eventually(
    async () => me.heard.length,
    length => length === 1,
  )
  t.strictSame(me.heard, ['one 1'])
  t.equal(warnings.length, 1)
  watch.remove(me)
})
