import t from 'tap'
import { posteriorGrid } from '../../src/influence/posterior-grid.js'
import { defaultPrior } from '../../src/influence/prior.js'

t.test('lies on the points of the reference grid and leaves out only what weighs nothing', async t => {
  const tweets = Array.from({ length: 50 }, () => ({ h: 30, f: 500 }))
  const { first, step, weights } = posteriorGrid(tweets, defaultPrior)
  const index = (first + 16) / 0.005
  t.ok(Math.abs(index - Math.round(index)) < 1e-9)
  t.equal(step, 0.005)
  t.ok(weights.length < 4001)
  t.ok((weights[0] ?? 1) < 1e-16 && (weights.at(-1) ?? 1) < 1e-16)
})

t.test('leaves the reference range only where the data do, and stays on its points', async t => {
  const ends = (h: number, f: number) => {
    const { first, step, weights } = posteriorGrid([{ h, f }], defaultPrior)
    return [first, first + step * (weights.length - 1)] as const
  }
  for (const [h, f] of [
    [0, 1e9],
    [1, 100_000],
    [5, 2],
  ] as const) {
    t.ok(ends(h, f)[0] > -16 - 1e-9 && ends(h, f)[1] < 4 + 1e-9, `${h} of ${f}`)
  }
  const [, high] = ends(1e6, 1)
  t.ok(Math.abs(high - Math.log(1e6) - 3) < 0.005)
  t.ok(Math.abs(high / 0.005 - Math.round(high / 0.005)) < 1e-6)
  t.ok(ends(1, 1e9)[0] < -16)
})

t.test('holds both modes where there are two', async t => {
  const prior = { mu: -12, tau: 0.05, k: 2, nu: 3, halfLifeHours: 2.8 }
  const { weights } = posteriorGrid([{ h: 1, f: 3 }], prior)
  const modes = weights.filter(
    (weight, i) => weight > (weights[i - 1] ?? 0) && weight > (weights[i + 1] ?? 0),
  )
  t.equal(modes.length, 2)
})
