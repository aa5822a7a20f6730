import { renderToString } from 'preact-render-to-string'
import t from 'tap'
import {
  IntervalBar,
  IntervalTicks,
  percentTick,
  plainTick,
  scaleOf,
} from '../../../src/dashboard/parts/interval-bar.js'

t.test('a scale goes from power of ten to power of ten and holds all intervals', async t => {
  t.strictSame(scaleOf([[0.02, 0.05]]), { from: -2, to: -1 })
  t.strictSame(
    scaleOf([
      [0.00038, 0.01],
      [0.15, 1.3],
    ]),
    { from: -4, to: 1 },
  )
  t.strictSame(scaleOf([[1, 1]]), { from: 0, to: 1 }, 'of one step at least')
  t.strictSame(scaleOf([[0, 0.01]]), { from: -6, to: -2 }, 'as far as one in a million')
})

t.test('a rate lies where the scale has it', async t => {
  const scale = { from: -3, to: -1 }
  const bar = renderToString(IntervalBar({ value: 0.01, interval: [0.001, 0.1], scale }))
  t.match(bar, '<rect class="interval-range" x="0.00" y="3" width="100.00" height="4"')
  t.match(bar, '<line class="interval-value" x1="50.00" x2="50.00"')
  t.equal(bar.match(/interval-tick/g)?.length, 3)
  t.match(
    renderToString(IntervalTicks({ scale, write: percentTick })),
    '0.1 %</span><span>1 %</span><span>10 %<',
  )
  t.match(
    renderToString(IntervalTicks({ scale, write: plainTick })),
    '0.001</span><span>0.01</span><span>0.1<',
  )
})

t.test('labels have room: few on a wide scale, three at most on a narrow screen', async t => {
  const classes = (decades: number) => {
    const ticks = renderToString(IntervalTicks({ scale: { from: -6, to: decades - 6 }, write: percentTick }))
    return [...ticks.matchAll(/<span(?: class="(minor|roomy)")?>/g)].map(([, name]) => name ?? 'all')
  }
  t.strictSame(classes(1), ['all', 'all'])
  t.strictSame(classes(2), ['all', 'all', 'all'])
  t.strictSame(classes(3), ['all', 'roomy', 'roomy', 'all'])
  t.strictSame(classes(6), ['all', 'minor', 'roomy', 'minor', 'roomy', 'minor', 'all'])
  for (let decades = 1; decades <= 12; decades++) {
    const shown = classes(decades)
    t.ok(shown.filter(name => name !== 'minor').length <= 5, `${decades} decades on a wide screen`)
    t.ok(shown.filter(name => name === 'all').length <= 3, `${decades} decades on a narrow screen`)
  }
})

t.test('what lies beyond the scale stays at its end', async t => {
  const bar = renderToString(IntervalBar({ value: 0, interval: [0, 5], scale: { from: -3, to: -1 } }))
  t.match(bar, 'x="0.00" y="3" width="100.00"')
  t.notMatch(bar, /NaN|Infinity/)
})
