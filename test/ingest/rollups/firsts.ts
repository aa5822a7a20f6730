import t from 'tap'
import { FirstsFinder } from '../../../src/ingest/rollups/firsts.js'
import { judged } from '../../fixtures/records.js'

t.test('each visitor of a link has a first click, and a first one inside its window', t => {
  const finder = new FirstsFinder()
  const [ann, ben] = ['a'.repeat(32), 'b'.repeat(32)]
  const click = (n: number, linkId: number, visitor: string) => judged(n, { linkId, visitor })
  const clicks = [click(1, 7, ben), click(2, 7, ann), click(3, 7, ben), click(4, 7, ben), click(5, 8, ben)]
  for (const [n, each] of clicks.entries()) finder.add(each, n === 2 || n === 3)
  const [first, second, third, , fifth] = clicks
  t.strictSame(finder.found(), [
    { linkId: 7, visitor: ann, first: second, inWindow: null },
    { linkId: 7, visitor: ben, first, inWindow: third },
    { linkId: 8, visitor: ben, first: fifth, inWindow: null },
  ])
  t.end()
})

t.test('visitors come in the order of their keys, whatever order they clicked in', t => {
  const finder = new FirstsFinder()
  const visitors = ['c', 'a', 'e', 'b', 'd'].map(letter => letter.repeat(32))
  for (const [n, visitor] of visitors.entries()) finder.add(judged(n, { visitor }), n === 0)
  const found = finder.found()
  t.strictSame(
    found.map(({ visitor }) => visitor),
    visitors.toSorted(),
  )
  t.strictSame(
    found.filter(({ inWindow }) => inWindow !== null).map(({ visitor }) => visitor),
    [visitors[0]],
  )
  t.end()
})
