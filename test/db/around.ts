import t from 'tap'
import { tellFailed, workAround } from '../../src/db/around.js'
import { codeOf } from '../../src/db/errors.js'

const items = Array.from({ length: 37 }, (_, n) => n)
const fails = (code: string) => Object.assign(new Error('failed'), { code })

t.test('bad items are found one by one, and all others are done, in their order', async t => {
  const bad = [0, 17, 18, 36]
  const done: number[] = []
  const failed = await workAround(items, async some => {
    if (some.some(n => bad.includes(n))) throw fails('22021')
    done.push(...some)
  })
  t.strictSame(
    failed.map(({ item }) => item),
    bad,
  )
  t.ok(failed.every(({ error }) => codeOf(error) === '22021'))
  t.strictSame(
    done,
    items.filter(n => !bad.includes(n)),
  )
  t.strictSame(
    await workAround([], async () => {
      t.fail('nothing to do')
    }),
    [],
  )
})

t.test('trouble that is not theirs is passed on at once', async t => {
  for (const code of ['57P01', '40P01', '53100', '08006', '25P02', 'ECONNREFUSED', 'CONNECTION_CLOSED']) {
    let tries = 0
    const work = async () => {
      tries += 1
      throw new Error('Failed query', { cause: fails(code) })
    }
    await t.rejects(workAround(items, work), code)
    t.equal(tries, 1)
  }
})

t.test('what is told names the items and the reason', t => {
  tellFailed('links', [])
  const failed = Array.from({ length: 12 }, (_, n) => ({ item: n, error: fails('22003') }))
  t.throws(() => tellFailed('links', failed), {
    message: '12 links could not be done (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, …): failed (22003)',
  })
  t.end()
})
