import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import t from 'tap'
import { Breakdown } from '../../../src/dashboard/parts/breakdown.js'

/** Values "v0", "v1" …, each with fewer clicks than the one before. */
function render(count: number): string {
  const values = Array.from({ length: count }, (_, n) => ({
    value: `v${n}`,
    clicks: count - n,
    clickers: 1,
  }))
  return renderToString(
    h(Breakdown, { what: 'Country', values, name: value => value, href: value => `/?country=${value}` }),
  )
}

const links = (markup: string) => [...markup.matchAll(/href="\/\?country=(\w+)"/g)].map(([, value]) => value)

t.test('every value is a link, those after the eighth in a fold that tells their sum', async t => {
  const few = render(8)
  t.equal(links(few).length, 8)
  t.notMatch(few, '<details')
  const more = render(11)
  t.strictSame(links(more), ['v0', 'v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'v7', 'v8', 'v9', 'v10'])
  const [before = '', fold = ''] = more.split('<details')
  t.equal(links(before).length, 8)
  t.match(fold, '<summary>3 more: 6 clicks, 9.1 %</summary>')
})

t.test('beyond a hundred they are only summed, which is said', async t => {
  const many = render(250)
  t.equal(links(many).length, 100)
  t.match(many, '242 more: ')
  t.match(many, '<bdi>150 more, with fewer clicks each</bdi>')
  t.match(many, `<td class="number">${((150 * 151) / 2).toLocaleString('en-US')}</td>`)
})
