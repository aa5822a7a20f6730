import t from 'tap'
import { rankSentence } from '../../src/influence/rank-sentence.js'

const numbers = {
  ...{ score: 0.307725, interval: [0.150857, 0.741726] as [number, number] },
  ...{ rawRatio: 0.8, tweets: 1, openTweets: 0 },
}

t.test("names the place before the account's own sentence", async t => {
  t.equal(
    rankSentence(1, '@me', { ...numbers, followers: 500 }),
    "#1: @me's one tweet was clicked by 80 % of the followers. Its 500 followers act like 154 who all click (likely 75–371): one tweet, so still rough.",
  )
  t.match(rankSentence(1_204, '@me', { ...numbers, followers: null }), /^#1,204: @me's .* is unknown/)
})
