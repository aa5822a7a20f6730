import t from 'tap'
import { drawCard, drawNothing } from '../../../src/dashboard/card/drawing.js'

const result = {
  name: 'large',
  headline: 'Have a look',
  title: 'Have a look',
  account: '@large',
  figure: '2.0 %',
  label: 'of the followers clicked',
  sureness: {
    ratio: 0.02,
    interval: [0.018, 0.022] as [number, number],
  },
  note: 'likely 1.8–2.2 %',
  sentence: '400 of 20,000 followers clicked: 2.0 % (likely 1.8–2.2 %).',
  beside: '400 of 20,000 followers clicked.',
}
/** Names of the elements, in order. */
const elements = (svg: string) => [...svg.matchAll(/<(\/?\w+)/g)].map(([, name]) => name)

t.test('says whose it is, the number, how sure it is, and what it means', async t => {
  const svg = drawCard(result, 'sho.rt')
  t.match(svg, '>of the followers clicked · likely 1.8–2.2 %<')
  for (const text of ['Have a look', '@large', '2.0 %', result.beside, 'sho.rt', '5.0 %'])
    t.match(svg, `>${text}<`)
})

t.test('says no number twice', async t => {
  const said = textOf(drawCard(result, 'sho.rt'))
  for (const number of ['2.0', '1.8', '2.2', '400', '20,000'])
    t.equal(said.split(/[^\d.,]+/).filter(one => one.replace(/[.,]$/, '') === number).length, 1, number)
})

t.test('the sentence is never cut, and stays on the picture', async t => {
  const handle = `@${'long'.repeat(20)}@${'server'.repeat(8)}.example`
  const beside = `How many followers ${handle} has is unknown, and so is all the rest of it, to the very end.`
  const svg = drawCard({ ...result, beside }, 'sho.rt')
  t.match(textOf(svg), 'end.')
  t.notMatch(svg, '…')
  const feet = [...svg.matchAll(/ y="(\d+)"/g)].map(([, y]) => Number(y))
  t.ok(feet.every(y => y <= 600))
})

t.test('Japanese, Arabic and emoji are written, each in a font that has them', async t => {
  const svg = drawCard({ ...result, title: '影響 مرحبا 👩‍👩‍👧 ok' }, 'sho.rt')
  t.match(svg, /font-family="BIZ UDPGothic">影響</)
  t.match(svg, /font-family="Noto Emoji">👩‍👩‍👧</)
  t.match(svg, /font-family="DejaVu Sans">مرحبا</)
})

t.test('only an estimate has an interval', async t => {
  t.notMatch(drawCard({ ...result, sureness: null }, 'sho.rt'), '<circle')
})

t.test('no word becomes markup', async t => {
  const bad = `"'><script href="data:x">&amp;]]><!--`
  const svg = drawCard({ ...result, name: bad, title: bad, account: bad, beside: bad }, bad)
  t.strictSame(elements(svg), elements(drawCard({ ...result, beside: 'short' }, 'sho.rt')))
})

t.test('the bar of a large ratio ends at a round number', async t => {
  const sureness = { ratio: 1.3, interval: [1.231227, 1.372614] as [number, number] }
  t.match(drawCard({ ...result, sureness }, 'sho.rt'), '>200 %<')
})

t.test('nothing to show says so', async t => {
  t.match(drawNothing('sho.rt'), '>Nothing public here<')
})

/** What the picture says, as one text. */
function textOf(svg: string): string {
  return svg.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
}
