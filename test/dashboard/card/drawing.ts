import t from 'tap'
import { drawCard, drawNothing } from '../../../src/dashboard/card/drawing.js'

const result = {
  name: 'large',
  headline: 'Have a look',
  figure: '2.0 %',
  label: 'of the followers clicked',
  sureness: {
    ratio: 0.02,
    interval: [0.018, 0.022] as [number, number],
    text: 'likely 1.8–2.2 %',
  },
  sentence: '400 of 20,000 followers clicked: 2.0 % (1.8–2.2 %).',
}
/** Names of the elements, in order. */
const elements = (svg: string) => [...svg.matchAll(/<(\/?\w+)/g)].map(([, name]) => name)

t.test('says the number, how sure it is, and what it means', async t => {
  const svg = drawCard(result, 'sho.rt')
  t.match(svg, '>of the followers clicked · likely 1.8–2.2 %<')
  for (const text of ['Have a look', '2.0 %', result.sentence, 'sho.rt', '5.0 %']) t.match(svg, `>${text}<`)
})

t.test('what is no estimate has no interval', async t => {
  t.notMatch(drawCard({ ...result, sureness: null }, 'sho.rt'), '<circle')
})

t.test('no word becomes markup', async t => {
  const bad = `"'><script href="data:x">&amp;]]><!--`
  const svg = drawCard({ ...result, name: bad, headline: bad, sentence: bad }, bad)
  t.strictSame(elements(svg), elements(drawCard({ ...result, sentence: 'short' }, 'sho.rt')))
})

t.test('the bar of a large ratio ends at a round number', async t => {
  const sureness = { ratio: 1.3, interval: [1.231227, 1.372614] as [number, number], text: '123–137 %' }
  t.match(drawCard({ ...result, sureness }, 'sho.rt'), '>200 %<')
})

t.test('nothing to show says so', async t => {
  t.match(drawNothing('sho.rt'), '>Nothing public here<')
})
