import t from 'tap'
import { roughness } from '../../src/influence/roughness.js'

t.test('one and two tweets are rough, three are not', async t => {
  t.equal(roughness(1), 'one tweet, so still rough')
  t.equal(roughness(2), 'two tweets, so still rough')
  t.equal(roughness(3), null)
  t.equal(roughness(1_000), null)
})
