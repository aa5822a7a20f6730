import t from 'tap'
import { exchangeSentence } from '../../src/influence/exchange-sentence.js'

t.test('says what one follower is worth', async t => {
  t.equal(exchangeSentence('@a', '@b', 17.656), "One follower of @a is worth 17.7 of @b's.")
  t.equal(exchangeSentence('@b', '@a', 1 / 17.656), "One follower of @b is worth 0.0566 of @a's.")
})
