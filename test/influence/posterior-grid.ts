import t from 'tap'
import { posteriorDensity } from '../../src/influence/posterior-density.js'
import { gridMoments, posteriorGrid } from '../../src/influence/posterior-grid.js'
import { defaultPrior } from '../../src/influence/prior.js'

const density = posteriorDensity([{ h: 3, f: 500 }], defaultPrior)

t.test('lies on the points of the reference grid and leaves out only what weighs nothing', async t => {
  const { first, step, weights } = posteriorGrid(density)
  const index = (first + 16) / 0.005
  t.ok(Math.abs(index - Math.round(index)) < 1e-9)
  t.equal(step, 0.005)
  t.ok(weights.length < 4001)
  t.ok((weights[0] ?? 1) < 1e-16 && (weights.at(-1) ?? 1) < 1e-16)
})

t.test('never leaves the reference range', async t => {
  const { first, step, weights } = posteriorGrid(posteriorDensity([{ h: 1e6, f: 1 }], defaultPrior))
  t.ok(Math.abs(first + step * (weights.length - 1) - 4) < 1e-9)
})

t.test('a coarser grid has the same moments', async t => {
  const fine = gridMoments(posteriorGrid(density))
  const coarse = gridMoments(posteriorGrid(density, 15))
  t.ok(Math.abs(fine.mean - coarse.mean) < 1e-10 && Math.abs(fine.sd - coarse.sd) < 1e-10)
})
