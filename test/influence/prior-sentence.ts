import t from 'tap'
import { defaultPrior } from '../../src/influence/prior.js'
import { priorSentence } from '../../src/influence/prior-sentence.js'

t.test('says in words and without Greek letters what is usual', async t => {
  t.equal(
    priorSentence(defaultPrior),
    'Until tweets of its own count, an account is expected to do what is usual here: 1.0 % of the followers click, and for most accounts it is within a factor of 2.7.',
  )
})
