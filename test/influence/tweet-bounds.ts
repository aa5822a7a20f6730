import t from 'tap'
import { boundedTweetInterval } from '../../src/influence/tweet-bounds.js'
import { tweetInterval } from '../../src/influence/tweet-interval.js'

t.test('with one bound it is the interval of any tweet', async t => {
  t.strictSame(boundedTweetInterval({ min: 400, max: 400 }, 500), tweetInterval(400, 500))
})

t.test('with two it reaches from the low end of the lower to the high end of the higher', async t => {
  const found = boundedTweetInterval({ min: 300, max: 420 }, 10_000)
  t.strictSame(found, [tweetInterval(300, 10_000)?.[0], tweetInterval(420, 10_000)?.[1]])
})

t.test('without known followers there is none', async t => {
  t.equal(boundedTweetInterval({ min: 1, max: 2 }, null), null)
  t.equal(boundedTweetInterval({ min: 1, max: 2 }, 0), null)
})
