import t from 'tap'
import { compare } from '../../../src/dashboard/landing/comparison.js'

const sentence = (clicksA: number, followersA: number, clicksB: number, followersB: number) =>
  compare({ clicks: clicksA, followers: followersA }, { clicks: clicksB, followers: followersB }).sentence

t.test('leads with what anybody can compute', async t => {
  t.equal(sentence(400, 500, 400, 20_000), "The same 400 clicks: a follower of A is worth 40 of B's.")
  t.equal(sentence(400, 20_000, 400, 500), "The same 400 clicks: a follower of B is worth 40 of A's.")
  t.equal(sentence(1, 10, 1, 20), "The same click: a follower of A is worth 2 of B's.")
  t.equal(sentence(50, 100, 1_000, 100), "50 clicks against 1,000: a follower of B is worth 20 of A's.")
  t.equal(sentence(1, 2, 2, 4), "1 click against 2: a follower of A is worth 1 of B's.")
})

t.test('says why there is nothing to compare', async t => {
  t.equal(sentence(1, 0, 1, 5), 'A has no followers, so there is nothing to compare.')
  t.equal(sentence(1, 5, 1, 0), 'B has no followers, so there is nothing to compare.')
  t.equal(sentence(0, 0, 0, 0), 'A and B have no followers, so there is nothing to compare.')
  t.equal(sentence(0, 5, 0, 5), 'Nobody clicked, so there is nothing to compare.')
  t.equal(sentence(0, 5, 1, 5), "Only B's followers clicked, none of A's.")
  t.equal(sentence(1, 5, 0, 5), "Only A's followers clicked, none of B's.")
})
