import t from 'tap'
import { followersWhoClick } from '../../src/influence/followers-who-click.js'

t.test('is score times followers, not rounded', async t => {
  t.equal(followersWhoClick(0.017235, 10_000), 172.35)
  t.equal(followersWhoClick(0.5, 0), 0)
})

t.test('is unknown with unknown followers', async t => {
  t.equal(followersWhoClick(0.5, null), null)
})
