import t from 'tap'
import { posteriorDensity } from '../../src/influence/posterior-density.js'
import { posteriorMode } from '../../src/influence/posterior-mode.js'
import { defaultPrior } from '../../src/influence/prior.js'

const density = (h: number, f: number, prior = defaultPrior) => posteriorDensity([{ h, f }], prior)

t.test('nothing near it is denser', async t => {
  for (const [h, f] of [
    [0, 1],
    [0, 1e9],
    [400, 500],
    [3, 77],
    [1e6, 1e6],
  ] as const) {
    const found = density(h, f)
    const mode = posteriorMode(found)
    t.ok(
      found.value(mode) >= found.value(mode - 1e-3) && found.value(mode) >= found.value(mode + 1e-3),
      `${h}/${f}`,
    )
    t.ok(Math.abs(found.slopes(mode).first) < 1e-3 * Math.abs(found.slopes(mode).second), `${h}/${f} is flat`)
  }
})

t.test('the prior alone has it in the middle', async t => {
  t.ok(Math.abs(posteriorMode(posteriorDensity([], defaultPrior)) - defaultPrior.mu) < 1e-9)
})

t.test('is held at the ends of the range', async t => {
  t.equal(posteriorMode(density(1e9, 1)), 4)
  t.equal(posteriorMode(density(0, 1e9, { mu: -16, tau: 10, k: 1000 })), -16)
})
