import t from 'tap'
import { medianTweet } from '../../src/influence/median-tweet.js'

const of = (...counts: number[]) => counts.map(h => ({ h, f: 500 }))

t.test('is the middle ratio, whatever the order', async t => {
  t.equal(medianTweet(of(12, 3, 0, 40, 5)), 0.01)
  t.equal(medianTweet(of(40, 5, 12, 0, 3)), 0.01)
})

t.test('is the mean of the middle two', async t => {
  t.equal(medianTweet(of(0, 5, 15, 100)), 0.02)
})

t.test('one lucky tweet does not move it', async t => {
  t.equal(medianTweet(of(5, 5, 1_000_000)), 0.01)
})

t.test('leaves out tweets without known followers, and is null with nothing in', async t => {
  t.equal(medianTweet([{ h: 9, f: null }, { h: 9, f: 0 }, ...of(5)]), 0.01)
  t.equal(medianTweet([{ h: 9, f: null }]), null)
  t.equal(medianTweet([]), null)
})
