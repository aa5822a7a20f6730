import t from 'tap'
import { rawRatio } from '../../src/influence/raw-ratio.js'

t.test('pools clickers and followers', async t => {
  t.equal(rawRatio([12, 3, 0, 40, 5].map(h => ({ h, f: 500 }))), 60 / 2500)
  t.equal(
    rawRatio([
      { h: 10, f: 10 },
      { h: 0, f: 990 },
    ]),
    0.01,
  )
})

t.test('leaves out tweets without known followers', async t => {
  t.equal(
    rawRatio([
      { h: 99, f: null },
      { h: 99, f: 0 },
      { h: 1, f: 100 },
    ]),
    0.01,
  )
})

t.test('is null with nothing in', async t => {
  t.equal(rawRatio([]), null)
  t.equal(rawRatio([{ h: 3, f: null }]), null)
})
