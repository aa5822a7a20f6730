import t from 'tap'
import { rankSentence } from '../../src/influence/rank-sentence.js'

const posterior = { score: 0.307725, interval: [0.150857, 0.741726] as [number, number] }

t.test("names the place before the account's own sentence", async t => {
  t.equal(
    rankSentence(1, '@me', 500, posterior, 1),
    "#1: @me's 500 followers act like 154 who all click (75–371).",
  )
  t.equal(
    rankSentence(1_204, '@me', null, posterior, 1),
    "#1,204: About 31 % (15–74 %) of @me's followers click; how many they are is unknown.",
  )
})
