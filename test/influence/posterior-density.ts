import t from 'tap'
import { posteriorDensity } from '../../src/influence/posterior-density.js'
import { defaultPrior } from '../../src/influence/prior.js'

const density = posteriorDensity(
  [
    { h: 12, f: 500 },
    { h: 3, f: 500 },
    { h: 40, f: 800 },
  ],
  defaultPrior,
)

t.test('is the formula, tweet by tweet', async t => {
  const theta = -3.3
  const terms = [
    [12, 500],
    [3, 500],
    [40, 800],
  ].map(([h = 0, f = 0]) => h * theta - (h + 2) * Math.log(f * Math.exp(theta) + 2))
  const expected = terms.reduce((a, b) => a + b, -((theta - Math.log(0.01)) ** 2) / 2)
  t.ok(Math.abs(density.value(theta) - expected) < 1e-9)
})

t.test('its slopes are those of its value, and it is concave', async t => {
  const step = 1e-4
  for (const theta of [-12, -6, -4, -3, -1, 2]) {
    const [low, middle, high] = [
      density.value(theta - step),
      density.value(theta),
      density.value(theta + step),
    ]
    const { first, second } = density.slopes(theta)
    t.ok(Math.abs((high - low) / (2 * step) - first) < 1e-5 * (1 + Math.abs(first)), `first at ${theta}`)
    t.ok(
      Math.abs((high - 2 * middle + low) / step ** 2 - second) < 1e-3 * (1 + Math.abs(second)),
      `second at ${theta}`,
    )
    t.ok(second < 0)
  }
})
