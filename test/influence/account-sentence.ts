import t from 'tap'
import { accountPosterior } from '../../src/influence/account-posterior.js'
import { accountSentence } from '../../src/influence/account-sentence.js'
import { defaultPrior } from '../../src/influence/prior.js'

const posterior = accountPosterior([{ h: 400, f: 20_000 }], defaultPrior)

t.test('says how many who all click the followers act like', async t => {
  t.equal(
    accountSentence('@me', 10_000, posterior, 1),
    "@me's 10,000 followers act like 172 who all click (67–621).",
  )
})

t.test('fits small numbers', async t => {
  t.equal(accountSentence('@me', 58, posterior, 1), "@me's 58 followers act like 1 who clicks (0.4–3.6).")
  t.equal(accountSentence('@me', 1, posterior, 1), "@me's 1 follower acts like 0 who all click (0–0.1).")
  t.equal(accountSentence('@me', 0, posterior, 1), '@me has no followers.')
})

t.test('says when the followers are unknown', async t => {
  const sentence = "About 1.7 % (0.7–6.2 %) of @me's followers click; how many they are is unknown."
  t.equal(accountSentence('@me', null, posterior, 1), sentence)
})

t.test('does not pass the prior off as a measurement', async t => {
  t.equal(
    accountSentence('@me', 500, accountPosterior([], defaultPrior), 0),
    'No tweet of @me can be measured yet.',
  )
})
