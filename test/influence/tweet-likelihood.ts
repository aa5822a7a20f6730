import t from 'tap'
import { likelihoodMode, tweetLikelihood } from '../../src/influence/tweet-likelihood.js'

const likelihood = tweetLikelihood(
  [
    { h: 12, f: 500 },
    { h: 3, f: 500 },
    { h: 40, f: 800 },
  ],
  2,
)

t.test('is the formula, tweet by tweet', async t => {
  const theta = -3.3
  const terms = [
    [12, 500],
    [3, 500],
    [40, 800],
  ].map(([h = 0, f = 0]) => h * theta - (h + 2) * Math.log(f * Math.exp(theta) + 2))
  const expected = terms.reduce((a, b) => a + b)
  t.ok(Math.abs(likelihood.value(theta) - expected) < 1e-9)
})

t.test('its slopes are those of its value, and it is concave', async t => {
  const step = 1e-4
  for (const theta of [-12, -6, -4, -3, -1, 2]) {
    const [low, middle, high] = [
      likelihood.value(theta - step),
      likelihood.value(theta),
      likelihood.value(theta + step),
    ]
    const { first, second } = likelihood.slopes(theta)
    t.ok(Math.abs((high - low) / (2 * step) - first) < 1e-5 * (1 + Math.abs(first)), `first at ${theta}`)
    t.ok(
      Math.abs((high - 2 * middle + low) / step ** 2 - second) < 1e-3 * (1 + Math.abs(second)),
      `second at ${theta}`,
    )
    t.ok(second < 0)
  }
})

t.test('its mode is the ratio of equal tweets, however far; where nobody clicked it has none', async t => {
  const mode = (h: number, f: number) => likelihoodMode(tweetLikelihood([{ h, f }], 2))
  for (const [h, f] of [
    [400, 500],
    [1e6, 1],
    [1, 1e9],
  ] as const) {
    t.ok(Math.abs((mode(h, f) ?? 0) - Math.log(h / f)) < 1e-8)
  }
  t.equal(mode(0, 500), null)
  t.equal(likelihoodMode(tweetLikelihood([], 2)), null)
})
