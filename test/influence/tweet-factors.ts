import t from 'tap'
import { seeded } from '../../src/demo/chance.js'
import { tweetFactors } from '../../src/influence/tweet-factors.js'

t.test('how often a follower was shown it, times how many clicked when they saw it', async t => {
  t.same(tweetFactors(36, 1000, 3000), { seen: 3, clickedWhenSeen: 0.012, perFollower: 0.036 })
  t.same(tweetFactors(0, 500, 100), { seen: 0.2, clickedWhenSeen: 0, perFollower: 0 })
  t.same(tweetFactors(400, 500, 100), { seen: 0.2, clickedWhenSeen: 4, perFollower: 0.8 })
})

t.test('are unknown without followers or impressions', async t => {
  for (const f of [null, 0]) t.equal(tweetFactors(5, f, 100), null)
  for (const impressions of [null, 0]) t.equal(tweetFactors(5, 100, impressions), null)
})

t.test('the product of the first two is the influence', async t => {
  const chance = seeded(11)
  for (let n = 0; n < 200; n += 1) {
    const [h, f, impressions] = [1e3, 1e6, 1e7].map(most => 1 + Math.floor(chance() * most))
    const found = tweetFactors(h ?? 0, f ?? 0, impressions ?? 0)
    const product = (found?.seen ?? 0) * (found?.clickedWhenSeen ?? 0)
    t.ok(Math.abs(product / (found?.perFollower ?? 0) - 1) < 1e-12, `${h}/${f}/${impressions}`)
  }
})
