import t from 'tap'
import { activeFollowers } from '../../src/influence/active-followers.js'

t.test('lies between the largest tweet and the sum of all', async t => {
  t.strictSame(activeFollowers([12, 3, 0, 40, 5]), { min: 40, max: 60 })
})

t.test('one tweet is exact, none is nobody', async t => {
  t.strictSame(activeFollowers([7]), { min: 7, max: 7 })
  t.strictSame(activeFollowers([]), { min: 0, max: 0 })
})

t.test('holds the truth however tweets share people', async t => {
  const tweets = [new Set([1, 2, 3]), new Set([3, 4]), new Set([1, 5, 6, 7])]
  const people = new Set(tweets.flatMap(set => [...set])).size
  const { min, max } = activeFollowers(tweets.map(set => set.size))
  t.ok(min <= people && people <= max)
})
