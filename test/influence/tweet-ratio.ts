import t from 'tap'
import { tweetRatio } from '../../src/influence/tweet-ratio.js'

t.test('is clickers per follower', async t => {
  t.equal(tweetRatio(400, 500), 0.8)
  t.equal(tweetRatio(400, 20_000), 0.02)
  t.equal(tweetRatio(0, 500), 0)
})

t.test('is never capped', async t => {
  t.equal(tweetRatio(1300, 1000), 1.3)
})

t.test('is unknown without known followers', async t => {
  t.equal(tweetRatio(5, null), null)
  t.equal(tweetRatio(5, 0), null)
})
